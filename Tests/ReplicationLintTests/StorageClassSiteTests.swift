import RepllintTestSupport
import Testing

@testable import ReplicationLint

/// The classes that a server of version 1 accepts for its default site, and then takes for the name of one.
@Suite struct StorageClassSiteTests {
  private static func analysis(_ site: String, endpoints: [ServerProfile.Endpoint]? = nil) throws -> SetupAnalysis? {
    var guide = try GuideDocuments()
    guide[GuideDocuments.replication] = guide[GuideDocuments.replication].replacing(
      #""Destination": {"#, with: #""Destination": { "StorageClass": "\#(site)", "#)
    let server = ServerProfile(endpoints: endpoints)
    return Linter(configuration: Configuration(server: server)).analyse(guide.inputs).first
  }

  @Test(arguments: StorageClass.classes) func classThatNamesNoSiteIsNotProvedToReplicate(_ name: String) throws {
    let analysis = try #require(try Self.analysis(name))
    #expect(analysis.replicates == nil)
    #expect(analysis.openQuestions.map(\.text) == ["no site of the server is called `\(name)`"])
    #expect(ReplicationTrace(analysis, key: "a").outcome == .unknown)
    #expect(analysis.findings.map(\.rule).contains("destination-not-site"))
  }

  @Test func siteThatIsCalledLikeAClassReplicates() throws {
    let endpoints = [ServerProfile.Endpoint(site: "STANDARD", isDefault: true)]
    #expect(try Self.analysis("STANDARD", endpoints: endpoints)?.replicates == true)
  }

  @Test func siteThatIsListedTwiceIsNotProvedToReplicate() throws {
    let analysis = try #require(try Self.analysis("zenko,zenko", endpoints: [.init(site: "zenko", isDefault: true)]))
    #expect(analysis.replicates == nil)
    #expect(ReplicationTrace(analysis, key: "a").outcome == .unknown)
    #expect(analysis.findings.map(\.rule).contains("site-listed-twice"))
  }

  /// A near name never takes the place of a site that the list means.
  @Test(arguments: [
    ("zenko, zenko2", "zenko2"), ("zenko,zenko2 ", "zenko2"), ("zenko3,zenko", "zenko2"), ("zenkoo", "zenko"),
  ])
  func suggestionIsTheSiteThatTheListLacks(_ list: String, _ site: String) throws {
    var guide = try GuideDocuments()
    guide[GuideDocuments.replication] = guide[GuideDocuments.replication].replacing(
      #""Destination": {"#, with: #""Destination": { "StorageClass": "\#(list)", "#)
    let endpoints = [ServerProfile.Endpoint(site: "zenko", isDefault: true), ServerProfile.Endpoint(site: "zenko2")]
    let linter = Linter(configuration: Configuration(server: ServerProfile(endpoints: endpoints)))
    let found = linter.check(guide.inputs).diagnostics.filter { $0.rule == "storage-class-unknown" }
    #expect(found.map { $0.fix?.edits.map(\.text) } == [[site]])
  }

  @Test func classIsAllowedWhereTheDefaultSiteIs() throws {
    var configuration = Configuration(
      server: ServerProfile(endpoints: [ServerProfile.Endpoint(site: "zenko", isDefault: true)]))
    configuration.allowedDestinations = [AllowedDestination(site: "zenko")]
    for (site, isAllowed) in [("zenko", true), ("STANDARD", true), ("paris", false)] {
      var guide = try GuideDocuments()
      guide[GuideDocuments.replication] = guide[GuideDocuments.replication].replacing(
        #""Destination": {"#, with: #""Destination": { "StorageClass": "\#(site)", "#)
      let found = Linter(configuration: configuration).check(guide.inputs).diagnostics
      #expect(found.contains { $0.rule == "allowed-destinations" } != isAllowed, "\(site)")
    }
  }

  @Test func siteBesideAClassDoesNotProveTheRule() throws {
    let endpoints = [ServerProfile.Endpoint(site: "zenko", isDefault: true)]
    #expect(try Self.analysis("zenko,STANDARD", endpoints: endpoints)?.replicates == nil)
    #expect(try Self.analysis("zenko", endpoints: endpoints)?.replicates == true)
  }
}
