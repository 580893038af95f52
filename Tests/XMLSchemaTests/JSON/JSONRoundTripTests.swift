import Diagnostics
import Foundation
import Testing
import XMLStream

@testable import XMLSchema

/// XML to JSON and back, over documents made from the compiled schemas.
///
/// `B2MML_DOCUMENTS=20000` sets how many documents each set gets (60 when it is not set), `B2MML_SEED` another seed.
/// A quarter as many more are changed at random, an eighth as many read with their members in another order.
@Suite struct JSONRoundTripTests {
    private static func setting(_ name: String) -> String? { ProcessInfo.processInfo.environment[name] }
    private static let count = setting("B2MML_DOCUMENTS").flatMap { Int($0) } ?? 60
    private static let seed = setting("B2MML_SEED").flatMap { UInt64($0) } ?? 1

    /// Spread over all global elements.
    private static func root(_ number: Int, of schema: Schema) -> NameID {
        let roots = schema.globalElements
        return roots[number * max(1, roots.count / count) % roots.count]
    }

    @Test(arguments: DifferentialTests.sets)
    func validDocumentsComeBack(_ set: String, _ target: String) throws {
        let forms = try JSONForms.of(set, target)
        for number in 0..<Self.count {
            var random = SampleRandom(seed: Self.seed &* 1_000_003 &+ UInt64(number))
            let sample = forms.sample(root: Self.root(number, of: forms.schema), using: &random)
            let layout = random.pick(JSONLayout.allCases)
            let trip = try JSONRoundTrip(sample.document(target: target), forms.form, layout: layout)
            try trip.expectSame(set, number)
        }
    }

    /// Also of what is not valid nothing is lost.
    @Test(arguments: DifferentialTests.sets)
    func changedDocumentsComeBack(_ set: String, _ target: String) throws {
        let forms = try JSONForms.of(set, target)
        var invalid = 0
        for number in 0..<Self.count / 4 {
            var random = SampleRandom(seed: Self.seed &* 7_919 &+ UInt64(number))
            let sample = forms.sample(root: random.pick(forms.schema.globalElements), using: &random)
            for _ in 0..<random.pick([1, 1, 2, 4]) {
                random.pick(SampleMutation.allCases).apply(
                    to: sample, forms.schema, target: target, using: &random)
            }
            guard let trip = try? JSONRoundTrip(sample.document(target: target), forms.form) else { continue }
            if !trip.validation.isValid { invalid += 1 }
            try trip.expectSame(set, number, isValid: false)
        }
        #expect(invalid > Self.count / 16)
    }

    /// The order of the members of an object means nothing.
    @Test(arguments: DifferentialTests.sets)
    func membersMayComeInAnyOrder(_ set: String, _ target: String) throws {
        let forms = try JSONForms.of(set, target)
        for number in 0..<Self.count / 8 {
            var random = SampleRandom(seed: Self.seed &* 104_729 &+ UInt64(number))
            let sample = forms.sample(root: random.pick(forms.schema.globalElements), using: &random)
            let trip = try JSONRoundTrip(sample.document(target: target), forms.form)
            let tree = try JSONParser.parse(Array(trip.json.utf8), JSONLimits())
            let shuffled = JSONShuffle(tree).text(using: &random)
            let read = forms.form.read(Array(shuffled.utf8))
            let isSame = JSONRoundTrip.xml(read.value) == trip.before && read.findings.isEmpty
            try #require(isSame, "\(set) \(number): \(read.findings.prefix(3))\n\(shuffled.prefix(2_000))")
        }
    }
}
