import JSONSource

/// A place that objects may be replicated to, as a manifest lists it. What is left out may be anything.
public struct AllowedDestination: Sendable, Hashable {
  /// The account of the role that writes; nil for any.
  public var account: String?
  /// The bucket; nil for any.
  public var bucket: String?
  /// The site. An external location is allowed only by an entry that names its site.
  public var site: String?

  /// Makes an entry.
  public init(account: String? = nil, bucket: String? = nil, site: String? = nil) {
    self.account = account
    self.bucket = bucket
    self.site = site
  }

  /// Returns whether the entry allows a destination whose parts are known as far as they are given.
  func allows(account: String?, bucket: String?, site: String?, isExternal: Bool) -> Bool {
    func agrees(_ wanted: String?, _ found: String?) -> Bool {
      wanted.map { wanted in found.map { $0.hasSameBytes(as: wanted) } ?? false } ?? true
    }
    if isExternal { return self.site != nil && agrees(self.site, site) }
    return agrees(self.account, account) && agrees(self.bucket, bucket) && agrees(self.site, site)
  }
}
