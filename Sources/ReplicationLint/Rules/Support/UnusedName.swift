/// `base`, or where it is taken the first of its numbered forms from 2 on that is not; the result is taken from then on.
func unusedName(_ base: String, _ taken: inout Set<String>, numbered: (String, Int) -> String) -> String {
  var name = base
  var number = 2
  while !taken.insert(name).inserted {
    name = numbered(base, number)
    number += 1
  }
  return name
}
