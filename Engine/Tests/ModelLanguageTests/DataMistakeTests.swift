import Testing

@testable import ModelLanguage

@Suite("Wrong data, choices and overrides")
struct DataMistakeTests {
  private let text = """
    set s = { one, two }
    parameter p[s] unit "share"
    """

  @Test(
    "A wrong table is named with its line",
    arguments: [
      (
        "s,value\none,1\n",
        """
        p.csv: error: there is no row for `p[two]`
          = a missing value is not a zero: add the row, or declare `p` sparse or with `where`
        """
      ),
      (
        "s,value\none,1\ntow,2\n",
        """
        p.csv:3: error: "tow" is not an element of `s`
         3 | tow,2
           = did you mean "two"?
        """
      ),
      (
        "s,value\none,1\ntwo,2\none,3\n",
        """
        p.csv:4: error: `p[one]` stands twice in this table
         4 | one,3
           = remove one of the rows
        """
      ),
      (
        "s,value\none,1\ntwo,many\n",
        """
        p.csv:3: error: "many" in column "value" is not a number
         3 | two,many
           = write digits with a decimal point and no thousands separator
        """
      ),
      (
        "s,value\none,1\ntwo,\n",
        """
        p.csv:3: error: column "value" is empty
         3 | two,
           = a missing value is not a zero: supply it or remove the row
        """
      ),
      (
        "sector,value\none,1\n",
        """
        p.csv: error: there is no column "s" for an index of `p`
          = the columns are sector, value
        """
      ),
      (
        "s,year,value\none,2020,1\n",
        """
        p.csv: error: column "year": parameter `p` does not change over time
          = remove the column, or declare it exogenous
        """
      ),
      (
        "s,region,value\none,north,1\n",
        """
        p.csv: error: column "region" is no index of `p`
          = the columns are its indices, then year, value, status, unit, source, note
        """
      ),
      (
        "s,value,unit\none,1,persons\ntwo,1,persons\n",
        """
        p.csv:2: error: `p` is in "persons" here and in "share" at model.eqn:3
         2 | one,1,persons
           = convert the data, or correct the unit
        """
      ),
      (
        "s,value,unit\none,1,\ntwo,1,persons\n",
        """
        p.csv:3: error: `p` is in "persons" here and in "share" at model.eqn:3
         3 | two,1,persons
           = convert the data, or correct the unit
        """
      ),
      (
        "s,value\none,1,5\ntwo,2\n",
        """
        p.csv:2: error: this row has 3 fields and the header has 2
         2 | one,1,5
           = quote a field that holds a comma; in a number write a decimal point
        """
      ),
      (
        "s,value\none,1\u{0}2\ntwo,2\n",
        """
        p.csv:2: error: "1\\u{0}2" in column "value" holds a character that does not show
         2 | one,1\\u{0}2
           = type the number anew
        """
      ),
      (
        "s,value\rone,1\rtwo,2\r",
        """
        p.csv: error: lines end with a carriage return alone, so that all is one line
          = save it with the line ends of Unix or Windows
        """
      ),
      (
        "s,value,status\none,1,guessed\n",
        """
        p.csv:2: error: "guessed" is not a status
         2 | one,1,guessed
           = the statuses are official, derived, estimated, borrowed, illustrative, modelled
        """
      ),
      (
        "",
        "p.csv: error: the file is empty\n  = it needs a header line with the names of its columns"
      ),
    ])
  func tables(table: String, expected: String) {
    #expect(mistakes(text, tables: ["p.csv": table]) == expected)
  }

  @Test("A value in the text and in data is a contradiction")
  func twoValues() {
    let expected = """
      model.eqn:2:11: error: `a` has a value in data too, at parameters.csv:2
       2 | parameter a = 1
         |           ^
         = keep one: remove `= …` here, or the data
      """
    #expect(
      mistakes("parameter a = 1", tables: ["parameters.csv": "name,value\na,2\n"]) == expected)
  }

  @Test("Data for an element that `where` leaves out is a contradiction")
  func excludedElement() {
    let expected = """
      p.csv:3: error: this element of `p` does not exist
       3 | two,2
         = the `where` of its declaration leaves it out: remove the row, or widen the condition
      """
    let text = "set s = { one, two }\nparameter p[s] where s = one"
    #expect(mistakes(text, tables: ["p.csv": "s,value\none,1\ntwo,2\n"]) == expected)
  }

  @Test("Rows that state different units are refused where the text states none")
  func differentUnits() {
    let table = "s,value,unit\none,1,kg\ntwo,2,t\n"
    #expect(
      mistakes("set s = { one, two }\nparameter p[s]", tables: ["p.csv": table])
        == """
        p.csv:3: error: `p` is in "t" here and in "kg" in the rows above
         3 | two,2,t
           = convert the data, or correct the unit
        """)
  }

  @Test("A year beyond the calendar is refused in its line")
  func distantYears() {
    for year in ["9223372036854775807", "-9223372036854775808", "100000", "-10000"] {
      let printed = mistakes("exogenous e", tables: ["e.csv": "year,value\n2020,1\n\(year),1\n"])
      #expect(printed.hasPrefix("e.csv:3: error: \"\(year)\" in column \"year\" is not a year"))
    }
    #expect(mistakes("exogenous e", tables: ["e.csv": "year,value\n-9999,1\n99999,1\n"]) == "")
  }

  @Test("Model text whose lines end with a carriage return alone is said to be one line")
  func carriageReturns() {
    #expect(
      mistakes("language 1\rvariable x\rx = 1\r")
        == """
        model.eqn: error: lines end with a carriage return alone, so that all is one line
          = save it with the line ends of Unix or Windows
        """)
  }

  @Test("The set of a sum that is not declared is named before its index")
  func undeclaredSet() {
    #expect(
      mistakes("variable x\nx = sum(i in energy, 1)")
        .hasPrefix("model.eqn:3:14: error: set `energy` is not declared"))
  }

  @Test("A folder that is included is named")
  func includedFolder() {
    #expect(mistakes("include \".\"").contains("there is no file .\n"))
  }

  @Test("A year must be a whole number, and a year stands once")
  func years() {
    let text = "exogenous e"
    #expect(
      mistakes(text, tables: ["e.csv": "year,value\n2020,1\nsoon,1\n"])
        == """
        e.csv:3: error: "soon" in column "year" is not a year
         3 | soon,1
           = write a whole number, such as 2019
        """)
    #expect(
      mistakes(text, tables: ["e.csv": "year,value\n2020,1\n2020,1\n"])
        == """
        e.csv:3: error: `e` in 2020 stands twice in this table
         3 | 2020,1
           = remove one of the rows
        """)
  }

  @Test("Elements from data must be elements")
  func elements() {
    let expected = """
      s.csv:3: error: "two words" cannot be an element
       3 | two words
         = elements are letters, digits, `_` and `-`, beginning with a letter or digit
      """
    #expect(mistakes("set s", tables: ["s.csv": "s\none\ntwo words\n"]) == expected)
    let subset = """
      t.csv:2: error: `ones` is not an element of `s`
       2 | ones
         = did you mean `one`?
      """
    #expect(
      mistakes("set s = { one }\nset t in s", tables: ["t.csv": "t\nones\n"]) == subset)
  }

  @Test(
    "Overrides must fit what is declared",
    arguments: [
      (
        "thete",
        "there is no parameter or exogenous value `thete` to set\n  = did you mean `theta`?"
      ),
      (
        "x",
        "`x` is a variable: the equations determine it\n"
          + "  = set a parameter or an exogenous value instead"
      ),
      ("share[b]", "`b` is not an element of `s`\n  = the elements are a"),
      (
        "share[a,a]",
        "`share[a,a]` has 2 elements and `share` 1 indices\n  = give one element for each index"
      ),
    ])
  func overrides(name: String, expected: String) {
    let text = "set s = { a }\nparameter theta = 1, share[s] = 1\nvariable x\nx = theta"
    #expect(mistakes(text, overrides: [name: 1]) == "model.eqn: error: \(expected)")
  }

  @Test("An element that does not exist cannot be set")
  func absentOverride() {
    let expected = """
      model.eqn:3:11: error: `p[b]` does not exist and cannot be set
       3 | parameter p[s] = 1 where s = a
         |           ^
         = set an element that `where` or the data keeps
      """
    let text = "set s = { a, b }\nparameter p[s] = 1 where s = a"
    #expect(mistakes(text, overrides: ["p[b]": 1]) == expected)
  }

  @Test("Choices and closures must be declared")
  func choices() {
    let text = "choose wages = fixed | free\nclosure frozen = { wages = loose }"
    let files = ["wages/fixed.eqn": "language 1\n", "wages/free.eqn": "language 1\n"]
    #expect(
      mistakes(text, files: files, choices: ["wage": "free"])
        == "model.eqn: error: there is no choice `wage` in this model\n  = did you mean `wages`?")
    #expect(
      mistakes(text, files: files, closure: "frozn")
        == "model.eqn: error: closure `frozn` is not declared\n  = did you mean `frozen`?")
    #expect(
      mistakes(text, files: files, closure: "frozen")
        == """
        model.eqn:2:8: error: `loose` is not an option of `wages`
         2 | choose wages = fixed | free
           |        ^~~~~
           = the options are fixed, free
        """)
  }

  @Test("A file that includes itself is reported with the way round")
  func circularInclude() {
    let files = ["b.eqn": "language 1\ninclude \"model.eqn\"\n"]
    #expect(
      mistakes("include \"b.eqn\"", files: files)
        == """
        b.eqn:2:9: error: model.eqn includes itself
         2 | include "model.eqn"
           |         ^~~~~~~~~~~
           = the way round is model.eqn → b.eqn → model.eqn
        """)
  }
}
