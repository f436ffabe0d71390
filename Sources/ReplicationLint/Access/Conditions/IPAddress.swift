import JSONSource

/// An IP address or the start of an address range, read as ipaddr.js 1.9.1 reads it.
struct IPAddress: Sendable, Hashable {
  /// Four octets, or eight parts of 16 bits.
  let parts: [UInt16]
  /// The zone of an IPv6 address, after `%`.
  let zone: String?

  private init(parts: [UInt16], zone: String? = nil) {
    self.parts = parts
    self.zone = zone
  }

  private var isIPv4: Bool { parts.count == 4 }

  /// Reads the address of a caller (Arsenal `ipCheck.parseIp`); an IPv4-mapped IPv6 address becomes an IPv4 one.
  init?(_ units: [UInt16]) {
    if let octets = Self.octets(units) {
      self.init(parts: octets)
    } else if let address = Self.parseIPv6(units) {
      let isMapped = address.parts[..<5].allSatisfy { $0 == 0 } && address.parts[5] == 0xFFFF
      let (high, low) = (address.parts[6], address.parts[7])
      self = isMapped ? IPAddress(parts: [high >> 8, high & 0xFF, low >> 8, low & 0xFF]) : address
    } else {
      return nil
    }
  }

  /// The notation of the address: decimal octets, or hexadecimal parts with the first run of zeros left out.
  var text: String {
    if isIPv4 { return parts.map { String($0) }.joined(separator: ".") }
    let written = parts.map { String($0, radix: 16) }
    let suffix = zone.map { "%\($0)" } ?? ""
    guard let first = parts.firstIndex(of: 0) else { return written.joined(separator: ":") + suffix }
    let end = parts[first...].firstIndex { $0 != 0 } ?? parts.count
    // A zero before a zone is no whole part for the pattern that shortens.
    if end == parts.count, !suffix.isEmpty {
      guard end - first > 1 else { return written.joined(separator: ":") + suffix }
      return written[..<first].joined(separator: ":") + "::0" + suffix
    }
    return written[..<first].joined(separator: ":") + "::" + written[end...].joined(separator: ":") + suffix
  }

  /// Returns whether the address equals `range`, or lies in it when it is written `ADDRESS/BITS` (Arsenal
  /// `checkIPinRangeOrMatch`).
  func matches(_ range: [UInt16]) -> Bool {
    if text.utf16.elementsEqual(range) { return true }
    guard let (start, bits) = Self.range(range, isIPv4: isIPv4) else { return false }
    let width = isIPv4 ? 8 : 16
    var left = bits
    for (own, other) in zip(parts, start.parts) where left > 0 {
      let shift = max(0, width - left)
      if own >> shift != other >> shift { return false }
      left -= width
    }
    return true
  }

  /// The start and the fixed bits of a range.
  static func range(_ units: [UInt16], isIPv4: Bool) -> (start: IPAddress, bits: Int)? {
    guard let slash = units.lastIndex(of: 0x2F), slash > 0, slash + 1 < units.count else { return nil }
    guard let bits = number(units[(slash + 1)...], radix: 10), bits <= (isIPv4 ? 32 : 128) else { return nil }
    let start = Array(units[..<slash])
    if isIPv4 { return octets(start).map { (IPAddress(parts: $0), Int(bits)) } }
    return parseIPv6(start).map { ($0, Int(bits)) }
  }
}

extension IPAddress {
  /// Four parts with points between them, or one number; decimal, octal after `0`, hexadecimal after `0x`.
  private static func octets(_ units: [UInt16]) -> [UInt16]? {
    let numbers = units.split(separator: 0x2E, omittingEmptySubsequences: false).map { automatic($0) }
    if numbers.count == 4 {
      let octets = numbers.compactMap { $0.flatMap { $0 <= 255 ? UInt16($0) : nil } }
      return octets.count == 4 ? octets : nil
    }
    guard numbers.count == 1, let value = numbers[0], value <= 0xFFFF_FFFF else { return nil }
    return [24, 16, 8, 0].map { UInt16(value >> $0 & 0xFF) }
  }

  private static func automatic(_ units: ArraySlice<UInt16>) -> Int64? {
    if let digits = hexadecimal(units) {
      // With a capital X the number is read as octal, which ends before the X.
      return units[units.startIndex + 1] == 0x58 ? 0 : number(digits, radix: 16)
    }
    guard !units.isEmpty, units.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    guard units.first == 0x30 else { return number(units, radix: 10) }
    return number(units.prefix { $0 < 0x38 }, radix: 8)
  }

  private static func hexadecimal(_ units: ArraySlice<UInt16>) -> ArraySlice<UInt16>? {
    guard units.count > 2, units.first == 0x30, units[units.startIndex + 1] | 0x20 == 0x78 else { return nil }
    let digits = units.dropFirst(2)
    return digits.allSatisfy { digit($0) != nil } ? digits : nil
  }

  /// Digits as a number; `Int64.max` where it does not fit; nil when there is another character or none.
  private static func number(_ units: ArraySlice<UInt16>, radix: Int64) -> Int64? {
    var value: Int64 = 0
    for unit in units {
      guard let digit = digit(unit), digit < radix else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      value = overflow || product > Int64.max - digit ? Int64.max : product + digit
      if value == Int64.max { break }
    }
    return units.isEmpty ? nil : value
  }

  private static func digit(_ unit: UInt16) -> Int64? {
    switch unit {
    case 0x30...0x39: Int64(unit) - 0x30
    case 0x41...0x46: Int64(unit) - 0x41 + 10
    case 0x61...0x66: Int64(unit) - 0x61 + 10
    default: nil
    }
  }

  private static func parseIPv6(_ units: [UInt16]) -> IPAddress? {
    var body = units[...]
    var zone: String?
    if let percent = units.firstIndex(of: 0x25) {
      let name = units[(percent + 1)...]
      let isName = name.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) }
      guard isName, !name.isEmpty else { return nil }
      zone = String(utf16: Array(name))
      body = units[..<percent]
    }
    guard let lastColon = body.lastIndex(of: 0x3A) else { return nil }
    if !body.contains(0x2E) {
      guard isPlainHead(body), let parts = expand(Array(body), to: 8), parts.count == 8 else { return nil }
      return IPAddress(parts: parts, zone: zone)
    }
    // The last 32 bits are written as IPv4 octets, which here are never octal.
    let octets = body[(lastColon + 1)...].split(separator: 0x2E, omittingEmptySubsequences: false).map { part in
      hexadecimal(part).flatMap { number($0, radix: 16) } ?? number(part, radix: 10)
    }
    let small = octets.compactMap { $0.flatMap { $0 <= 255 ? UInt16($0) : nil } }
    guard octets.count == 4, small.count == 4, isPlainHead(body[...lastColon]) else { return nil }
    guard let parts = expand(Array(body[..<lastColon]), to: 6), parts.count == 6 else { return nil }
    return IPAddress(parts: parts + [small[0] << 8 | small[1], small[2] << 8 | small[3]], zone: zone)
  }

  /// Returns whether there are only digits and colons, no three colons together, and no single colon at the start.
  private static func isPlainHead(_ units: ArraySlice<UInt16>) -> Bool {
    let runs = units.split { $0 != 0x3A }
    guard units.allSatisfy({ $0 == 0x3A || digit($0) != nil }), runs.allSatisfy({ $0.count < 3 }) else { return false }
    return units.first != 0x3A || units.dropFirst().first == 0x3A
  }

  /// Fills `::` with as many zero parts as are missing.
  private static func expand(_ units: [UInt16], to count: Int) -> [UInt16]? {
    let gaps = units.indices.dropLast().filter { units[$0] == 0x3A && units[$0 + 1] == 0x3A }
    guard gaps.count <= 1 else { return nil }
    var colons = units.count { $0 == 0x3A }
    if units.starts(with: [0x3A, 0x3A]) { colons -= 1 }
    if units.suffix(2) == [0x3A, 0x3A] { colons -= 1 }
    guard colons <= count else { return nil }
    var text = units
    if let gap = gaps.first {
      let zeros = Array(repeatElement([0x30, 0x3A] as [UInt16], count: count - colons).joined())
      text.replaceSubrange(gap...(gap + 1), with: [0x3A] + zeros)
    }
    if text.first == 0x3A { text.removeFirst() }
    if text.last == 0x3A { text.removeLast() }
    let parts = text.split(separator: 0x3A, omittingEmptySubsequences: false).map { number($0, radix: 16) }
    let fitting = parts.compactMap { $0.flatMap { UInt16(exactly: $0) } }
    return fitting.count == parts.count ? fitting : nil
  }
}
