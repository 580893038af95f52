import Foundation
import Testing

@testable import Operations

@Suite struct ShelfTests {
    /// What a state does with its shelves, by itself.
    private struct Room: Codable, Hashable {
        var things = Shelf<[Int]>()
        var list = ShelfList<Int>()
        var boxes: [String: Shelf<[Int]>] = ["first": Shelf(), "a/b": Shelf()]

        func kept(on shelves: MemoryShelves) throws -> Room {
            let changes = ShelfCoding.Changes()
            let json = try JSONText.encode(self, what: "room", [#require(ShelfCoding.changes): changes])
            shelves.take(changes.all)
            return try JSONText.decode(
                Room.self, from: json, what: "room", [#require(ShelfCoding.source): shelves])
        }

        mutating func settle() {
            things.settle()
            list.settle()
            for name in boxes.keys { boxes[name]?.settle() }
        }
    }

    @Test(arguments: UInt64(1)...30)
    func aShelfIsADictionaryWhereverItsEntriesAre(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let shelves = MemoryShelves()
        var room = Room()
        var things: [String: [Int]] = [:]
        var list: [Int] = []
        var box: [String: [Int]] = [:]
        for step in 0..<600 {
            let key = ["a", "b", "\u{E9}", "e\u{301}", "", "x/y", "job-7\0"][
                Int.random(in: 0..<7, using: &random)]
            switch Int.random(in: 0..<10, using: &random) {
            case 0: (room.things[key], things[key]) = ([step], [step])
            case 1: (room.things[key], things[key]) = (nil, nil)
            case 2:
                room.things[key, default: []].append(step)
                things[key, default: []].append(step)
            case 3:
                room.things[key]?.append(step)
                things[key]?.append(step)
            case 4: #expect(room.things.removeValue(forKey: key) == things.removeValue(forKey: key))
            case 5:
                for number in 0..<Int.random(in: 1..<40, using: &random) {
                    room.list.append(number)
                    list.append(number)
                }
            case 6:
                room.boxes["a/b"]?[key, default: [1]].append(step)
                box[key, default: [1]].append(step)
            case 7 where step % 3 == 0:
                room = try room.kept(on: shelves)
            case 8 where step % 3 == 0:
                _ = try room.kept(on: shelves)
                room.settle()
            default: #expect(room.things[key] == things[key])
            }
            #expect(room.things.count == things.count)
            #expect(room.list.last == list.last)
        }
        #expect(room.things.all == things)
        #expect(Set(room.things.keys) == Set(things.keys))
        #expect(Array(room.list) == list)
        for number in [0, 1, 63, 64, 65, 1_000] {
            #expect(Array(room.list.last(number)) == list.suffix(number))
        }
        #expect(room.boxes["a/b"]?.all == box)
        #expect(try room.kept(on: shelves) == room)
        #expect(shelves.failures.isEmpty)
    }

    @Test func anEntryThatCannotBeReadIsToldToTheSource() throws {
        let shelves = MemoryShelves()
        var room = Room()
        room.things["a"] = [1]
        room.list.append(1)
        let kept = try room.kept(on: shelves)
        shelves.damage()
        #expect(kept.things["a"] == nil)
        #expect(kept.things.all.isEmpty)
        #expect(Array(kept.list).isEmpty)
        #expect(shelves.failures.count == 3)
        #expect(shelves.failures.allSatisfy { $0.contains("snapshot entry of ") })
    }

    @Test func codedByItselfItIsWhatItLooksLike() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let shelf: Shelf<[Int]> = ["a": [1], "b": []]
        let json = try encoder.encode(shelf)
        #expect(String(decoding: json, as: UTF8.self) == #"{"a":[1],"b":[]}"#)
        #expect(try JSONDecoder().decode(Shelf<[Int]>.self, from: json) == shelf)
    }
}
