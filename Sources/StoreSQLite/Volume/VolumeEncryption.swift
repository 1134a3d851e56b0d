// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation
package import RecordStore

/// Whether what lies under a store's file is encrypted, as far as the kernel tells.
///
/// It tells of dm-crypt (LUKS and its kin), also below LVM, RAID, btrfs and loop
/// devices, and of encrypting file systems. It does not tell of encryption by a
/// disk itself, by a hypervisor or by a file server: those count as not encrypted
/// or unknown, and so does a container's own layer.
package enum VolumeEncryption: Sendable, Equatable {
    /// Encrypted, and by what.
    case encrypted(String)
    /// Not encrypted: what was found.
    case plain(String)
    /// The kernel does not tell: what was found.
    case unknown(String)

    /// What lies under the store at `path`, which need not exist yet.
    package static func ofStore(at path: String, kernel: KernelFiles = .live) -> VolumeEncryption {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard let place = kernel.resolve(path) ?? kernel.resolve(folder) else {
            return .unknown("the folder \(folder) does not exist")
        }
        return VolumeSearch(kernel: kernel).encryption(under: place, depth: 0)
    }

    /// Refuses a store whose volume is not known to be encrypted.
    ///
    /// - Throws: ``StoreFailure/unavailable(_:)`` with what was found and what to do.
    package static func require(forStoreAt path: String, kernel: KernelFiles = .live) throws(StoreFailure) {
        let found: String
        switch ofStore(at: path, kernel: kernel) {
        case .encrypted: return
        case .plain(let what): found = "is not on encrypted storage: " + what
        case .unknown(let what): found = "cannot be seen to be on encrypted storage: " + what
        }
        throw .unavailable("the store \(path) \(found). Put it on a volume encrypted with LUKS (dm-crypt)")
    }
}

/// What the kernel tells of mounts and devices.
package struct KernelFiles: Sendable {
    /// The text of a file below /proc or /sys; nil where there is none.
    var text: @Sendable (String) -> String?
    /// The names in a folder below /sys; empty where there is none.
    var names: @Sendable (String) -> [String]
    /// The absolute path of a file without symbolic links; nil where there is none.
    var resolve: @Sendable (String) -> String?

    /// Readings; see the members.
    package init(
        text: @escaping @Sendable (String) -> String?, names: @escaping @Sendable (String) -> [String],
        resolve: @escaping @Sendable (String) -> String?
    ) {
        self.text = text
        self.names = names
        self.resolve = resolve
    }

    /// Those of the running kernel.
    package static let live = KernelFiles(
        text: { path in
            // Files of the kernel have no length before they are read.
            guard let file = FileHandle(forReadingAtPath: path) else { return nil }
            defer { try? file.close() }
            return (try? file.readToEnd()).map { String(decoding: $0, as: UTF8.self) }
        },
        names: { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] },
        resolve: { path in
            guard let found = realpath(path, nil) else { return nil }
            defer { free(found) }
            return String(cString: found)
        })
}

/// Goes from a file down to the devices that hold it.
struct VolumeSearch {
    let kernel: KernelFiles

    /// The ciphers among cryptsetup's devices; its VERITY and INTEGRITY encrypt nothing.
    private static let ciphers: Set = ["LUKS1", "LUKS2", "PLAIN", "LOOPAES", "TCRYPT", "BITLK", "FVAULT2"]
    private static let encryptingFileSystems: Set = ["ecryptfs", "fuse.gocryptfs", "fuse.cryfs"]
    private static let memoryFileSystems: Set = ["tmpfs", "ramfs"]
    /// Deeper stacks of devices are not followed.
    private static let deepest = 12

    /// What lies under a file or folder, given without symbolic links.
    func encryption(under path: String, depth: Int) -> VolumeEncryption {
        guard let table = kernel.text("/proc/self/mountinfo"), let mount = MountTable(table).mount(holding: path) else {
            return .unknown("the list of mounts does not name it")
        }
        let type = mount.fileSystem
        if Self.encryptingFileSystems.contains(type) { return .encrypted(type) }
        if Self.memoryFileSystems.contains(type) { return .plain("\(type) is memory, and nothing in it is durable") }
        if type == "overlay" {
            return .unknown("it is in a container's own layer, from where the disk is not seen; mount a volume for it")
        }
        if type == "btrfs" { return btrfs(mount, depth: depth) }
        guard !mount.device.hasPrefix("0:") else { return .unknown("a file system of type \(type) is mounted there") }
        return device("/sys/dev/block/" + mount.device, name: mount.source, depth: depth)
    }

    /// A btrfs lies on one or more devices, which its own list names.
    private func btrfs(_ mount: MountTable.Mount, depth: Int) -> VolumeEncryption {
        let name = kernel.resolve(mount.source).map { URL(fileURLWithPath: $0).lastPathComponent } ?? mount.source
        for system in kernel.names("/sys/fs/btrfs") {
            let devices = kernel.names("/sys/fs/btrfs/\(system)/devices")
            if devices.contains(name) { return all(devices, of: mount.source, depth: depth) }
        }
        return .unknown("the devices of the btrfs at \(mount.source) are not told")
    }

    private func device(_ folder: String, name: String, depth: Int) -> VolumeEncryption {
        guard depth < Self.deepest else { return .unknown("the devices below \(name) are stacked too high") }
        let kind = kernel.text(folder + "/dm/uuid")?.split(separator: "-").map(String.init) ?? []
        if kind.first == "CRYPT", kind.count > 1, Self.ciphers.contains(kind[1]) {
            return .encrypted("dm-crypt (\(kind[1]))")
        }
        if let file = kernel.text(folder + "/loop/backing_file")?.trimmingCharacters(in: .newlines) {
            return encryption(under: file, depth: depth + 1)
        }
        let below = kernel.names(folder + "/slaves")
        if !below.isEmpty { return all(below, of: name, depth: depth) }
        // A partition lies on its disk, which may itself be an array of encrypted ones.
        if kernel.text(folder + "/partition") != nil { return device(folder + "/..", name: name, depth: depth + 1) }
        guard kernel.text(folder + "/dev") != nil else { return .unknown("the kernel does not describe \(name)") }
        return .plain("\(name) is a plain disk")
    }

    /// Encrypted where each of the devices is.
    private func all(_ devices: [String], of name: String, depth: Int) -> VolumeEncryption {
        var answer = VolumeEncryption.unknown("\(name) has no devices")
        for device in devices.sorted() {
            answer = self.device("/sys/class/block/" + device, name: device, depth: depth + 1)
            guard case .encrypted = answer else { return answer }
        }
        return answer
    }
}
