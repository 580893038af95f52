import Adapter
import B2MML
import Diagnostics
import Foundation
import Testing
import XMLStream

/// Hostile documents, each refused or read for what it is. `run.sh` beside it does the same with the program, and
/// looks at time, memory, files and the network.
@Suite struct EvilTests {
    private static let library = SchemaLibrary(
        folder: Attack.folder.deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Schemas").path)

    /// Of what is large here: lengths and limits alike. `run.sh` has them at their full size.
    private static let share = 16

    private static let judge: DocumentJudge = {
        var options = JudgingOptions()
        options.limits.textLength /= share
        options.limits.tagLength /= share
        return DocumentJudge(library: library, options: options)
    }()

    @Test(arguments: Attack.all)
    func everyAttackComesToWhatTheIndexSays(_ attack: Attack) throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "evil-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let file = try attack.write(to: scratch, share: Self.share)
        let result = Self.judge.judge(file: file.path)
        #expect(result.verdict.rawValue == attack.verdict)
        let codes = result.findings.filter { $0.severity == .error }.map(\.code.description)
        if let code = attack.code {
            #expect(codes.contains(code), "\(result.findings)")
        } else if attack.verdict == "valid" {
            #expect(codes.allSatisfy { !$0.hasPrefix("XSD-") && !$0.hasPrefix("XML-") }, "\(result.findings)")
        }
        // A message goes to terminals and logs.
        for finding in result.findings {
            let text = "\(finding)"
            #expect(text.utf8.count < 4_000)
            #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
        }
    }

    @Test func theIndexIsComplete() throws {
        #expect(Attack.all.count >= 100)
        #expect(Attack.all.map(\.number) == (1...Attack.all.count).map { String(format: "%03d", $0) })
        let files = try FileManager.default.contentsOfDirectory(
            atPath: Attack.folder.appending(path: "Documents").path)
        let named = Attack.all.compactMap { attack -> String? in
            if case .file(let name) = attack.source { name } else { nil }
        }
        #expect(Set(files) == Set(named))
        let made = Attack.all.compactMap { attack -> String? in
            if case .made(let name, _) = attack.source { name } else { nil }
        }
        #expect(Set(made) == Set(AttackMaker.names))
        #expect(Attack.all.allSatisfy { Verdict(rawValue: $0.verdict) != nil })
    }

    /// For `run.sh`: writes every document at its full size.
    @Test(.enabled(if: Attack.target != nil))
    func everyAttackIsWritten() throws {
        let target = URL(filePath: try #require(Attack.target))
        for attack in Attack.all {
            let file = try attack.write(to: target)
            let copy = target.appending(path: attack.fileName)
            if file != copy { try Data(contentsOf: file).write(to: copy) }
        }
    }
}

extension Attack {
    /// The folder for `everyAttackIsWritten`.
    fileprivate static let target = ProcessInfo.processInfo.environment["B2MML_EVIL"]
}
