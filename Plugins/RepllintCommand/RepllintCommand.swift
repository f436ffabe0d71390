import Foundation
import PackagePlugin

/// `swift package repllint ...`: repllint in the folder of the package, with the arguments as they are.
@main struct RepllintCommand: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    let process = Process()
    process.executableURL = try context.tool(named: "repllint").url
    process.arguments = arguments
    process.currentDirectoryURL = context.package.directoryURL
    try process.run()
    process.waitUntilExit()
    // What repllint found it has printed itself.
    if process.terminationStatus != 0 { exit(process.terminationStatus) }
  }
}
