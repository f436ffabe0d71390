/// Times as `new Date(text)` reads them.
enum JavaScriptDate {
  /// The meaning of a string when the server's time zone is not known: 14 hours either way.
  private static let widestOffset: Int64 = 14 * 3_600_000

  /// The milliseconds since 1970 of a string that contains a colon.
  ///
  /// The ISO forms `2026-11-22T10:00Z`, with or without seconds, fraction and offset, are read; a string without a
  /// digit is not a date; everything else, which V8 may still parse in its own way, is not decided.
  static func milliseconds(_ units: [UInt16]) -> JavaScriptText.Number {
    guard units.contains(where: { (0x30...0x39).contains($0) }) else { return .none }
    guard units.allSatisfy({ $0 < 0x80 }) else { return .unknown }
    var reader = Reader(units: units)
    guard let date = reader.date(), let time = reader.time() else { return .unknown }
    let start = Double(Int64(date) * 86_400_000 + Int64(time))
    if reader.isAtEnd {
      return .within((start - Double(widestOffset))...(start + Double(widestOffset)))
    }
    guard let offset = reader.offset(), reader.isAtEnd else { return .unknown }
    return JavaScriptText.exactly(start - Double(offset))
  }

  /// The year of a time, in UTC, from 1970 on.
  static func year(of milliseconds: Int64) -> Int {
    var year = 1970 + Int(milliseconds / 31_622_400_000)
    while Int64(days(year: year + 1, month: 1)) * 86_400_000 <= milliseconds { year += 1 }
    return year
  }

  /// Days from 1970-01-01 to the first day of a month, in the Gregorian calendar.
  private static func days(year: Int, month: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private struct Reader {
    let units: [UInt16]
    var index = 0

    init(units: [UInt16]) { self.units = units }

    var isAtEnd: Bool { index == units.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard index < units.count, UInt32(units[index]) == character.value else { return false }
      index += 1
      return true
    }

    mutating func number(_ count: Int) -> Int? {
      guard index + count <= units.count else { return nil }
      let digits = units[index..<(index + count)]
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      index += count
      return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }

    /// Days since 1970 of `YYYY-MM-DD`, then `T`.
    mutating func date() -> Int? {
      guard let year = number(4), take("-"), let month = number(2), (1...12).contains(month), take("-"),
        let day = number(2), (1...28).contains(day) || ((29...31).contains(day) && isDay(day, of: month, year)),
        take("T")
      else { return nil }
      return days(year: year, month: month) + day - 1
    }

    private func isDay(_ day: Int, of month: Int, _ year: Int) -> Bool {
      let next = month == 12 ? days(year: year + 1, month: 1) : days(year: year, month: month + 1)
      return day <= next - days(year: year, month: month)
    }

    /// Milliseconds of `HH:MM`, `HH:MM:SS` or `HH:MM:SS.FFF`.
    mutating func time() -> Int? {
      guard let hour = number(2), take(":"), let minute = number(2), hour < 24, minute < 60 else { return nil }
      var milliseconds = (hour * 60 + minute) * 60_000
      if take(":") {
        guard let second = number(2), second < 60 else { return nil }
        milliseconds += second * 1_000
        if take(".") {
          guard let fraction = number(3) else { return nil }
          milliseconds += fraction
        }
      }
      return milliseconds
    }

    /// Milliseconds of `Z`, `+HH:MM` or `-HH:MM`.
    mutating func offset() -> Int? {
      if take("Z") { return 0 }
      let isWest = index < units.count && units[index] == 0x2D
      guard take("+") || take("-"), let hour = number(2), take(":"), let minute = number(2), hour < 24, minute < 60
      else { return nil }
      return (hour * 60 + minute) * 60_000 * (isWest ? -1 : 1)
    }
  }
}

extension RequestFacts {
  /// The milliseconds since 1970 of a time such as `2030-01-01T00:00:00Z`, its offset included, or of a day such as
  /// `2030-01-01`, which begins at midnight UTC; nil for anything else.
  package static func time(_ text: String) -> Int64? {
    let isDay = text.utf8.count == 10 && !text.utf8.contains(UInt8(ascii: ":"))
    let number = JavaScriptDate.milliseconds(Array((isDay ? text + "T00:00:00Z" : text).utf16))
    guard case .within(let bounds) = number, bounds.lowerBound == bounds.upperBound else { return nil }
    return Int64(bounds.lowerBound)
  }
}
