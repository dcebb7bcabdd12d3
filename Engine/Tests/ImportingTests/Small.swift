@testable import Importing
@testable import Workbooks
