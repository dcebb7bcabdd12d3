import Calibration

/// Makes the input of a number: the same for the same seed, corpus and number.
struct InputFactory {
  let corpus: Corpus
  let seed: UInt64
  /// Whether inputs 5 and 9 hold what fails on purpose.
  var isPlanted = false
  /// Files to be broken, when files are tried and not models.
  var files: FileCorpus?

  func input(_ number: Int) -> FuzzInput {
    var input = regularInput(number)
    guard isPlanted, number == 5 || number == 9 else { return input }
    let filler = String(repeating: "# This line and the others can be left out.\n", count: 10)
    input.text = filler + (number == 5 ? "plantedCrash" : "plantedHang") + "\n" + filler
    return input
  }

  private func regularInput(_ number: Int) -> FuzzInput {
    var mixer = SplitMix64(seed: seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
    var random = Mutator(generator: SplitMix64(seed: mixer.next()))
    if let files {
      var input = FuzzInput(text: "")
      input.bytes = files.broken(&random)
      return input
    }
    guard !corpus.texts.isEmpty, random.chance(40) else {
      var (input, after) = ModelGrammar.model(random)
      random = after
      let other = corpus.texts.isEmpty ? input.text : random.pick(corpus.texts)
      if random.chance(25) { input.text = random.mutated(input.text, with: other) }
      if random.chance(15),
        let name = input.tables.keys.sorted().randomElement(using: &random.generator)
      {
        input.tables[name] = random.mutated(input.tables[name] ?? "", with: other)
      }
      return input
    }
    let text = random.pick(corpus.texts)
    let other = random.pick(corpus.texts)
    var input = FuzzInput(text: random.mutated(text, with: other), files: corpus.blocks)
    if random.chance(30) {
      input.tables["sector.csv"] = random.mutated(
        "sector,name\nfarms,Farms\nmines,Mines\n", with: text)
      input.tables["parameters.csv"] = random.mutated(
        "name,value,unit\ntheta,0.2,share\np,1,\n", with: text)
    }
    return input
  }
}
