import JSONSource

/// The `server` part: what is known of the platform.
extension ConfigurationReader {
  /// The known facts about the platform.
  mutating func readServer(_ node: JSONNode) -> ServerProfile {
    var server = ServerProfile()
    let known = [
      "version", "endpoints", "coldLocations", "replicationV2", "request", "internalPort", "roleAuthentication",
    ]
    guard let members = object(node, known: known, "`server`") else { return server }
    if let node = members["version"], let text = string(node, "`version`") {
      server.version = ServerVersion(text)
      if server.version == nil {
        report(
          "invalid version \(quoted: text)", at: node.range,
          help: "write MAJOR.MINOR or MAJOR.MINOR.PATCH, such as `9.5.2`")
      }
    }
    if let node = members["endpoints"] {
      server.endpoints = readEndpoints(node)
    }
    if let node = members["coldLocations"] {
      server.coldLocations = array(node, "`coldLocations`")?.compactMap { name($0, "a cold location") } ?? []
    }
    if let node = members["replicationV2"] {
      server.replicationV2 = boolean(node, "`replicationV2`") ?? false
      server.statesReplicationV2 = true
    }
    server.internalPort = members["internalPort"].flatMap { boolean($0, "`internalPort`") }
    server.roleAuthentication = members["roleAuthentication"].flatMap { boolean($0, "`roleAuthentication`") }
    if let node = members["request"] { server.request = readRequest(node) }
    return server
  }

  /// The endpoints, or nil where one cannot be read: rules would take a shorter list for the whole truth.
  private mutating func readEndpoints(_ node: JSONNode) -> [ServerProfile.Endpoint]? {
    guard let nodes = array(node, "`endpoints`") else { return nil }
    let endpoints = nodes.compactMap { readEndpoint($0) }
    return endpoints.count == nodes.count ? endpoints : nil
  }

  private mutating func readEndpoint(_ node: JSONNode) -> ServerProfile.Endpoint? {
    guard let members = object(node, known: ["site", "type", "default"], "an endpoint") else { return nil }
    let type = members["type"].flatMap { name($0, "`type`") }
    let isDefault = members["default"].flatMap { boolean($0, "`default`") }
    guard let siteNode = members["site"] else {
      report("the endpoint has no `site`", at: node.range, help: "add the name that `StorageClass` uses")
      return nil
    }
    guard let site = name(siteNode, "`site`") else { return nil }
    return ServerProfile.Endpoint(site: site, type: type, isDefault: isDefault ?? false)
  }

  private mutating func readRequest(_ node: JSONNode) -> RequestFacts? {
    guard let members = object(node, known: ["sourceIp", "secureTransport", "userAgent", "time"], "`request`") else {
      return nil
    }
    return RequestFacts(
      sourceIP: members["sourceIp"].flatMap { name($0, "`sourceIp`") },
      secureTransport: members["secureTransport"].flatMap { boolean($0, "`secureTransport`") },
      userAgent: members["userAgent"].flatMap { string($0, "`userAgent`") },
      time: members["time"].flatMap { time($0, "`time`") })
  }

  private mutating func time(_ node: JSONNode, _ what: Message) -> Int64? {
    guard let text = string(node, what) else { return nil }
    if let time = RequestFacts.time(text) { return time }
    report("invalid time \(quoted: text)", at: node.range, help: "write a time such as `2030-01-01T00:00:00Z`")
    return nil
  }
}
