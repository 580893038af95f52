import Foundation

/// What is measured, as the command line says it.
struct Options {
    static let usage = """
        usage: Benchmark [--rounds N] [--megabytes N] [--kind schedule|performance] [--input FILE]
                         [--schema DRIVER.xsd] [--program FILE] [--skip-large]

          --rounds N      of which the medians are taken; at least 5 for a result that is quoted (default: 5)
          --megabytes N   of the document for the speeds (default: 100)
          --kind          of the documents that are made (default: schedule)
          --input FILE    a valid V0700 document for the speeds, instead of one that is made
          --schema FILE   that the other validators use (default: Schemas/V0700/B2MML.xsd)
          --program FILE  b2mml, instead of a release build made now
          --skip-large    leave out the document of 1 GB
        """

    var rounds = 5
    var megabytes = 100
    var kind = Sample.Kind.schedule
    var input: String?
    var schema: String?
    var program: String?
    var skipsLarge = false

    struct Wrong: Error {}

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            func value() throws -> String {
                guard let value = rest.popFirst() else { throw Wrong() }
                return value
            }
            func number() throws -> Int {
                guard let number = Int(try value()), number > 0 else { throw Wrong() }
                return number
            }
            switch name {
            case "--rounds": rounds = try number()
            case "--megabytes": megabytes = try number()
            case "--kind":
                guard let known = Sample.Kind(rawValue: try value()) else { throw Wrong() }
                kind = known
            case "--input": input = try value()
            case "--schema": schema = try value()
            case "--program": program = try value()
            case "--skip-large": skipsLarge = true
            default: throw Wrong()
            }
        }
    }
}
