import CKernels

/// What one instruction of a lane program does; the numbers are those of `lane_operation`.
enum LaneOperation: Int32, CaseIterable {
  case negate, log, exp, sqrt, absolute, sign, step
  case add, subtract, multiply, divide, power, minimum, maximum
  case productPlus, productMinus, minusProduct
  case multiplyMultiply, multiplyDivide, divideMultiply, divideDivide
  case sum, dot

  init(_ operation: TapeOperation) {
    guard let same = LaneOperation(rawValue: Int32(operation.rawValue)) else {
      preconditionFailure("Lanes have every operation of a tape.")
    }
    self = same
  }
}

/// Instructions of a lane program before they have places: operands are slots of the tape.
struct LaneUnits {
  struct Unit {
    var operation: LaneOperation
    var destination: Int32
    /// Its operands, in the order of its code; of a sum, its terms.
    var terms: Range<Int>
  }

  /// An operand, or a term of a sum.
  struct Term {
    var isSubtracted = false
    var first: Int32
    /// The other factor of a product.
    var second: Int32 = -1

    /// The kind of run it belongs to.
    var kind: Int32 { (isSubtracted ? 1 : 0) + (second >= 0 ? 2 : 0) }
  }

  var list: [Unit] = []
  var terms: [Term] = []

  mutating func append(
    _ operation: LaneOperation, _ destination: Int32, _ operands: [Int32]
  ) {
    let start = terms.count
    for operand in operands { terms.append(Term(first: operand)) }
    list.append(Unit(operation: operation, destination: destination, terms: start..<terms.count))
  }

  /// The order in which units run, as batches of equal ones.
  ///
  /// Within a window of units, whichever operation has most units ready goes next, with all that
  /// become ready meanwhile. Windows keep units near the others they need, so that values are still in
  /// the cache when they are read.
  func batches(window: Int, slotCount: Int) -> [[Int]] {
    var batches: [[Int]] = []
    var producer = [Int32](repeating: -1, count: slotCount)
    var start = 0
    while start < list.count {
      let end = min(list.count, start + window)
      var waiting = [Int32](repeating: 0, count: end - start)
      var users = [[Int32]](repeating: [], count: end - start)
      for index in start..<end {
        for term in terms[list[index].terms] {
          for slot in [term.first, term.second] where slot >= 0 {
            let source = Int(producer[Int(slot)])
            guard source >= start else { continue }
            users[source - start].append(Int32(index))
            waiting[index - start] += 1
          }
        }
        producer[Int(list[index].destination)] = Int32(index)
      }
      var ready = [[Int]](repeating: [], count: LaneOperation.allCases.count)
      for index in start..<end where waiting[index - start] == 0 {
        ready[Int(list[index].operation.rawValue)].append(index)
      }
      while let next = ready.indices.max(by: { ready[$0].count < ready[$1].count }),
        !ready[next].isEmpty
      {
        var batch: [Int] = []
        while !ready[next].isEmpty {
          let now = ready[next]
          ready[next] = []
          for index in now {
            batch.append(index)
            for user in users[index - start] {
              waiting[Int(user) - start] -= 1
              if waiting[Int(user) - start] == 0 {
                ready[Int(list[Int(user)].operation.rawValue)].append(Int(user))
              }
            }
          }
        }
        batches.append(batch)
      }
      start = end
    }
    return batches
  }
}

/// Gives slots of the tape places in a frame, and writes code.
struct LaneAllocation {
  private var place: [Int32]
  private let firstFree: Int32
  /// The number of slots of the frame so far.
  private(set) var frameSlots: Int32

  /// - Parameter place: The places of slots that outlive a program; −1 for all others.
  init(place: [Int32], firstFree: Int32) {
    self.place = place
    self.firstFree = firstFree
    frameSlots = firstFree
  }

  /// The code of a program; places are free again after the last use of what they hold.
  mutating func code(of units: LaneUnits, in batches: [[Int]]) -> [Int32] {
    var usesLeft = [Int32](repeating: 0, count: place.count)
    for term in units.terms {
      usesLeft[Int(term.first)] += 1
      if term.second >= 0 { usesLeft[Int(term.second)] += 1 }
    }
    var free: [Int32] = []
    var next = firstFree
    var code: [Int32] = []
    for batch in batches {
      code.append(units.list[batch[0]].operation.rawValue)
      code.append(Int32(batch.count))
      for index in batch {
        let unit = units.list[index]
        let destination = code.count
        code.append(0)
        append(unit, units, to: &code)
        for term in units.terms[unit.terms] {
          for slot in [term.first, term.second] where slot >= 0 {
            usesLeft[Int(slot)] -= 1
            if usesLeft[Int(slot)] == 0 && place[Int(slot)] >= firstFree {
              free.append(place[Int(slot)])
            }
          }
        }
        let slot = Int(unit.destination)
        if place[slot] < 0 || place[slot] >= firstFree {
          if let reused = free.popLast() {
            place[slot] = reused
          } else {
            place[slot] = next
            next += 1
          }
        }
        code[destination] = position(unit.destination)
      }
    }
    frameSlots = max(frameSlots, next)
    return code
  }

  private func append(_ unit: LaneUnits.Unit, _ units: LaneUnits, to code: inout [Int32]) {
    let terms = units.terms[unit.terms]
    guard unit.operation == .sum || unit.operation == .dot, let first = terms.first else {
      for term in terms { code.append(position(term.first)) }
      return
    }
    code.append(position(first.first))
    if unit.operation == .dot { code.append(position(first.second)) }
    let count = code.count
    code.append(0)
    var header = -1
    var kind: Int32 = -1
    for term in terms.dropFirst() {
      if term.kind != kind {
        kind = term.kind
        header = code.count
        code.append(kind)
        code[count] += 1
      }
      code[header] += 4
      code.append(position(term.first))
      if term.second >= 0 { code.append(position(term.second)) }
    }
  }

  /// Where a slot lies in the frame, in bytes.
  private func position(_ slot: Int32) -> Int32 {
    place[Int(slot)] * Int32(8 * LaneKernel.laneCount)
  }
}
