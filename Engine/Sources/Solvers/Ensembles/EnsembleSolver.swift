import Equations
import LinearAlgebra

/// Solves many draws of a path: the same equations with other numbers.
///
/// The central path is factored once a year. Draws are solved in groups, one a lane
/// (``LaneKernel/laneCount``): residuals are evaluated for all at once, and steps are found with the
/// central path's factors, improved by Broyden's good update lane by lane. A draw that this does not
/// lead to a solution in some year is solved there by ``PathSolver``'s Newton method, with its line
/// search and homotopy, and then goes on in its lane.
///
/// A draw's numbers depend on its own problem and on the central path alone: not on the other draws, the
/// number of workers, or the order of work.
///
/// - SeeAlso: Kelley (2003), *Solving Nonlinear Equations with Newton's Method*, ch. 4.
public struct EnsembleSolver: Sendable {
  /// The model.
  public let model: EquationModel
  /// The years solved.
  public let years: ClosedRange<Int>
  /// How lanes are evaluated.
  public let kernel: LaneKernel
  let central: CentralPath

  /// Factors a central path.
  /// - Parameters:
  ///   - problem: The central problem.
  ///   - solution: Its complete solution.
  /// - Throws: ``SolverError`` when the problem does not fit the model, or the solution is not one.
  public init(
    model: EquationModel, problem: PathProblem, solution: PathSolution,
    kernel: LaneKernel = .best
  ) throws(SolverError) {
    self.model = model
    self.kernel = kernel
    years = problem.years
    central = try CentralPath(model: model, problem: problem, solution: solution)
  }

  /// Solves draws.
  /// - Parameters:
  ///   - draws: Their numbers. Parts of an ensemble may be solved apart and give the same.
  ///   - cells: The cells to record in every year.
  ///   - workers: How many groups are worked on at the same time; one per core is best.
  ///   - progress: Told of every group that is done, with its number of draws.
  ///   - problem: The problem of a draw: that of the central path with other parameters, history,
  ///     exogenous values, targets or add-factors. It must exchange the same cells in the same years.
  /// - Throws: `CancellationError` when the task is cancelled. Nothing else: what is wrong with a draw
  ///   is its outcome.
  public func solve(
    draws: Range<Int>, recording cells: [Int], workers: Int,
    progress: (@Sendable (Int) -> Void)? = nil,
    problem: @escaping @Sendable (Int) throws -> PathProblem
  ) async throws -> EnsembleSolution {
    let lanes = LaneKernel.laneCount
    let groups = stride(from: draws.lowerBound, to: draws.upperBound, by: lanes).map {
      $0..<min(draws.upperBound, $0 + lanes)
    }
    let queue = GroupQueue(count: groups.count)
    let results = try await withThrowingTaskGroup(
      of: [(group: Int, result: EnsembleWorker.Result)].self
    ) { tasks in
      for _ in 0..<max(1, min(workers, groups.count)) {
        tasks.addTask {
          let worker = EnsembleWorker(solver: self, cells: cells)
          var done: [(group: Int, result: EnsembleWorker.Result)] = []
          while let next = await queue.next() {
            done.append((next, try worker.solve(groups[next], problem)))
            progress?(groups[next].count)
            // Others who wait for this thread come first: one may be about to cancel.
            await Task.yield()
          }
          return done
        }
      }
      var all: [(group: Int, result: EnsembleWorker.Result)] = []
      for try await done in tasks { all += done }
      return all.sorted { $0.group < $1.group }
    }
    var solution = EnsembleSolution(draws: draws, years: years, cells: cells)
    for (_, result) in results {
      solution.append(result.outcomes, result.values, result.checks)
      solution.groupSteps += result.steps
    }
    return solution
  }

  /// Hands out groups, each once.
  private actor GroupQueue {
    private let count: Int
    private var taken = 0

    init(count: Int) { self.count = count }

    func next() -> Int? {
      guard taken < count else { return nil }
      taken += 1
      return taken - 1
    }
  }
}
