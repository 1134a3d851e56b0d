// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FoundationEssentials
import RecordStore
import StoreSQLite
import Testing

@Suite("Encryption of the store's volume")
struct VolumeEncryptionTests {
    /// What a kernel would tell, and what follows from it for the store at `/data/care/store.sqlite`.
    struct Machine: Sendable, CustomTestStringConvertible {
        var name: String
        var mounts: [String]
        var files: [String: String] = [:]
        var links: [String: String] = [:]
        var expected: Expected
        /// Words of the finding.
        var says: String

        enum Expected { case encrypted, plain, unknown }
        var testDescription: String { name }

        var kernel: KernelFiles {
            let mounts = mounts.joined(separator: "\n") + "\n"
            let (files, links) = (files, links)
            return KernelFiles(
                text: { $0 == "/proc/self/mountinfo" ? mounts : files[$0] },
                names: { folder in
                    let below = files.keys.filter { $0.hasPrefix(folder + "/") }
                    return Array(Set(below.map { String($0.dropFirst(folder.count + 1).prefix { $0 != "/" }) }))
                },
                resolve: { path in links[path] ?? (path.hasSuffix(".sqlite") ? nil : path) })
        }
    }

    static let root = "22 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw"

    static func data(_ device: String, _ type: String, _ source: String) -> String {
        "40 22 \(device) / /data rw,noatime shared:9 master:2 - \(type) \(source) rw,errors=remount-ro"
    }

    static let plainDisk = [
        "/sys/dev/block/259:2/dev": "259:2", "/sys/dev/block/259:2/partition": "2",
        "/sys/dev/block/259:2/../dev": "259:0",
    ]

    static func crypt(_ name: String, _ kind: String = "LUKS2") -> [String: String] {
        ["/sys/class/block/\(name)/dev": "254:9", "/sys/class/block/\(name)/dm/uuid": "CRYPT-\(kind)-0a1b2c-\(name)\n"]
    }

    static func disk(_ name: String) -> [String: String] { ["/sys/class/block/\(name)/dev": "8:1"] }

    static func volume(_ uuid: String, on slaves: [String]) -> [String: String] {
        var files = ["/sys/dev/block/254:1/dev": "254:1", "/sys/dev/block/254:1/dm/uuid": uuid]
        for slave in slaves { files["/sys/dev/block/254:1/slaves/\(slave)/dev"] = "x" }
        return files
    }

    static func merged(_ parts: [String: String]...) -> [String: String] {
        parts.reduce(into: [:]) { $0.merge($1) { $1 } }
    }

    static let mapped = data("254:1", "ext4", "/dev/mapper/care")

    static let devices: [Machine] = [
        Machine(
            name: "LUKS2", mounts: [root, mapped], files: volume("CRYPT-LUKS2-0a1b-care\n", on: ["sda1"]),
            expected: .encrypted, says: "LUKS2"),
        Machine(
            name: "LUKS1", mounts: [root, mapped], files: volume("CRYPT-LUKS1-0a1b-care\n", on: ["sda1"]),
            expected: .encrypted, says: "LUKS1"),
        Machine(
            name: "plain dm-crypt", mounts: [root, mapped], files: volume("CRYPT-PLAIN-care\n", on: ["sda1"]),
            expected: .encrypted, says: "PLAIN"),
        Machine(
            name: "dm-verity, which encrypts nothing", mounts: [root, mapped],
            files: merged(volume("CRYPT-VERITY-0a1b-care\n", on: ["sda1"]), disk("sda1")), expected: .plain,
            says: "sda1"),
        Machine(
            name: "LVM on LUKS", mounts: [root, mapped],
            files: merged(volume("LVM-abc\n", on: ["dm-0"]), crypt("dm-0")),
            expected: .encrypted, says: "dm-crypt"),
        Machine(
            name: "LVM on a plain disk", mounts: [root, mapped],
            files: merged(volume("LVM-abc\n", on: ["sda3"]), disk("sda3")), expected: .plain, says: "sda3"),
        Machine(
            name: "LVM over an encrypted and a plain disk", mounts: [root, mapped],
            files: merged(volume("LVM-abc\n", on: ["dm-0", "sdb1"]), crypt("dm-0"), disk("sdb1")), expected: .plain,
            says: "sdb1"),
        Machine(
            name: "LVM on something the kernel does not describe", mounts: [root, mapped],
            files: volume("LVM-abc\n", on: ["odd"]), expected: .unknown, says: "odd"),
        Machine(
            name: "a device mapper whose name only looks like it", mounts: [root, mapped],
            files: merged(volume("LVM-CRYPT-LUKS2-x\n", on: ["sda1"]), disk("sda1")), expected: .plain, says: "sda1"),
        Machine(
            name: "a partition of a RAID of encrypted disks", mounts: [root, data("259:7", "xfs", "/dev/md0p1")],
            files: merged(
                [
                    "/sys/dev/block/259:7/dev": "259:7", "/sys/dev/block/259:7/partition": "1",
                    "/sys/dev/block/259:7/../slaves/dm-1/dev": "x", "/sys/dev/block/259:7/../slaves/dm-2/dev": "x",
                ], crypt("dm-1"), crypt("dm-2")), expected: .encrypted, says: "dm-crypt"),
        Machine(
            name: "a plain disk of its own", mounts: [root, data("8:16", "ext4", "/dev/sdb")],
            files: ["/sys/dev/block/8:16/dev": "8:16"], expected: .plain, says: "/dev/sdb"),
        Machine(
            name: "the plain root disk", mounts: [root], files: plainDisk, expected: .plain, says: "/dev/nvme0n1p2"),
    ]

    static let mounts: [Machine] = [
        Machine(
            name: "memory", mounts: [root, data("0:45", "tmpfs", "tmpfs")], files: plainDisk, expected: .plain,
            says: "memory"),
        Machine(
            name: "a container's layer", mounts: ["600 1 0:52 / / rw - overlay overlay rw,lowerdir=/l,upperdir=/u"],
            expected: .unknown, says: "container"),
        Machine(
            name: "a file server", mounts: [root, data("0:61", "nfs4", "server:/care")], expected: .unknown,
            says: "nfs4"),
        Machine(
            name: "ZFS", mounts: [root, data("0:33", "zfs", "tank/care")], expected: .unknown, says: "zfs"),
        Machine(
            name: "gocryptfs", mounts: [root, data("0:70", "fuse.gocryptfs", "/cipher")], expected: .encrypted,
            says: "gocryptfs"),
        Machine(
            name: "btrfs on LUKS", mounts: [root, data("0:30", "btrfs", "/dev/mapper/care")],
            files: merged(["/sys/fs/btrfs/u-1/devices/dm-3/dev": "x"], crypt("dm-3")),
            links: ["/dev/mapper/care": "/dev/dm-3"], expected: .encrypted, says: "LUKS2"),
        Machine(
            name: "btrfs with a plain second device", mounts: [root, data("0:30", "btrfs", "/dev/mapper/care")],
            files: merged(
                ["/sys/fs/btrfs/u-1/devices/dm-3/dev": "x", "/sys/fs/btrfs/u-1/devices/sdc/dev": "x"], crypt("dm-3"),
                disk("sdc")), links: ["/dev/mapper/care": "/dev/dm-3"], expected: .plain, says: "sdc"),
        Machine(
            name: "a loop device on an encrypted disk",
            mounts: [root, "41 22 254:1 / /vault rw - ext4 /dev/mapper/v rw", data("7:0", "ext4", "/dev/loop0")],
            files: merged(
                ["/sys/dev/block/7:0/dev": "7:0", "/sys/dev/block/7:0/loop/backing_file": "/vault/care.img\n"],
                volume("CRYPT-LUKS2-x\n", on: ["sda1"])), expected: .encrypted, says: "LUKS2"),
        Machine(
            name: "a loop device on a plain disk", mounts: [root, data("7:0", "ext4", "/dev/loop0")],
            files: merged(
                ["/sys/dev/block/7:0/dev": "7:0", "/sys/dev/block/7:0/loop/backing_file": "/srv/care.img\n"], plainDisk),
            expected: .plain, says: "/dev/nvme0n1p2"),
        Machine(
            name: "a mount over an encrypted one", mounts: [root, mapped, data("0:45", "tmpfs", "tmpfs")],
            files: volume("CRYPT-LUKS2-x\n", on: ["sda1"]), expected: .plain, says: "memory"),
        Machine(
            name: "an encrypted mount of another folder that begins alike",
            mounts: [root, "40 22 254:1 / /data/car rw - ext4 /dev/mapper/care rw"],
            files: merged(plainDisk, volume("CRYPT-LUKS2-x\n", on: ["sda1"])), expected: .plain, says: "nvme0n1p2"),
        Machine(
            name: "a folder that is a link to an encrypted disk with a blank in its name",
            mounts: [root, #"40 22 254:1 / /mnt/care\040disk rw - ext4 /dev/mapper/care rw"#],
            files: merged(plainDisk, volume("CRYPT-LUKS2-x\n", on: ["sda1"])),
            links: ["/data/care": "/mnt/care disk/care"], expected: .encrypted, says: "LUKS2"),
        Machine(
            name: "a store file that is a link out of the encrypted disk", mounts: [root, mapped],
            files: merged(plainDisk, volume("CRYPT-LUKS2-x\n", on: ["sda1"])),
            links: ["/data/care/store.sqlite": "/srv/store.sqlite"], expected: .plain, says: "nvme0n1p2"),
        Machine(name: "no list of mounts", mounts: [], expected: .unknown, says: "list of mounts"),
        Machine(
            name: "lines that are cut", mounts: ["22 1 259:2 /", "", "- ext4", "22 1 259:2 / / rw -"],
            expected: .unknown, says: "list of mounts"),
    ]

    @Test("is found, or not, for every kind of storage", arguments: devices + mounts)
    func finds(_ machine: Machine) throws {
        let path = "/data/care/store.sqlite"
        let found = VolumeEncryption.ofStore(at: path, kernel: machine.kernel)
        let (kind, words): (Machine.Expected, String) =
            switch found {
            case .encrypted(let words): (.encrypted, words)
            case .plain(let words): (.plain, words)
            case .unknown(let words): (.unknown, words)
            }
        #expect(kind == machine.expected, "\(found)")
        #expect(words.contains(machine.says), "\(found)")
        if kind == .encrypted {
            try VolumeEncryption.require(forStoreAt: path, kernel: machine.kernel)
        } else {
            #expect {
                try VolumeEncryption.require(forStoreAt: path, kernel: machine.kernel)
            } throws: { error in
                guard case StoreFailure.unavailable(let reason) = error else { return false }
                return reason.contains(words) && reason.contains(path) && reason.contains("LUKS")
            }
        }
    }

    @Test("does not follow devices in a circle")
    func circle() {
        let machine = Machine(
            name: "circle", mounts: [Self.mapped],
            files: Self.merged(
                Self.volume("LVM-a\n", on: ["dm-5"]), ["/sys/class/block/dm-5/slaves/dm-5/dev": "x"]),
            expected: .unknown, says: "")
        guard case .unknown = VolumeEncryption.ofStore(at: "/data/x/s.sqlite", kernel: machine.kernel) else {
            Issue.record("a circle of devices is no encryption")
            return
        }
    }

    @Test("is told of this very machine by its kernel")
    func live() throws {
        let folder = try TemporaryFolder()
        let found = VolumeEncryption.ofStore(at: folder.path("store.sqlite"))
        if case .unknown(let words) = found { #expect(!words.contains("does not exist")) }
        // Below a changed root (chroot) the kernel's list need not name the volume that the root is on.
        let mounts = try String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8).split(separator: "\n")
        if mounts.contains(where: { $0.split(separator: " ").dropFirst(4).first == "/" }) {
            #expect(found != .unknown("the list of mounts does not name it"))
        }
        print("this machine's temporary folder: \(found)")
        let missing = VolumeEncryption.ofStore(at: folder.path("no/such/folder/store.sqlite"))
        #expect(missing == .unknown("the folder \(folder.path("no/such/folder")) does not exist"))
    }
}
