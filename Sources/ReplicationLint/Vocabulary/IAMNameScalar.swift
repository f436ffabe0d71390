extension Unicode.Scalar {
  /// Indicates whether names of roles and policies may contain the scalar: letters, digits and `_+=,.@-` (botocore
  /// data/iam/2010-05-08/service-2.json, `roleNameType` and `policyNameType`). A comma, which IAM takes too, would cut
  /// `Role` in two and is left out.
  var isOfIAMName: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "+", "=", ".", "@", "-": true
    default: false
    }
  }
}
