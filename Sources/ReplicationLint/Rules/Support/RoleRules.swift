extension Rule {
  /// Indicates whether the findings are about nothing but which roles there are, and who may assume them with which
  /// policies: they keep nothing from working where Backbeat does not use the roles.
  var isAboutRoles: Bool { group == .trust || Self.slugsAboutRoles.contains(slug) }

  private static let slugsAboutRoles: Set<String> = [
    roleARNDisagrees.slug, roleOrderWrong.slug, policyNotAttached.slug,
  ]
}
