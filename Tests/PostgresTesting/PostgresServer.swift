// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Foundation
internal import ProcessTesting
internal import Synchronization

/// A PostgreSQL server of the tests' own, from the system's packages: a new cluster in a temporary folder, reached over
/// a socket in that folder only.
///
/// A shell in a session of its own runs it and waits for orders on its standard input. That ends when the tests do,
/// however they end, and then the shell stops the server and removes the folder.
package final class PostgresServer: Sendable {
    /// Why there is no server.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    private let orders: Int32
    private let answers: Int32
    private let turn = Mutex(())
    /// Holds the cluster and the socket.
    package let folder: String
    /// Where the server's programs are.
    private let programs: String

    private static let one = Result { try PostgresServer() }

    /// The server that all tests of a run share; started with its first use.
    package static func shared() async throws -> PostgresServer { try await BlockingWork.run { try one.get() } }

    /// Makes a cluster and starts its server.
    ///
    /// - Parameter place: the folder the cluster is made in; memory where there is room, if empty.
    /// - Throws: ``Failure`` where PostgreSQL is not installed or does not start; a test that needs it fails then.
    package init(in place: String = "") throws {
        let (process, orders, answers) = try Self.startShell(place)
        self.orders = orders
        self.answers = answers
        guard let first = Self.readLine(answers), first.hasPrefix("ready ") else {
            close(orders)
            close(answers)
            var status: Int32 = 0
            waitpid(process, &status, 0)
            throw Failure(
                description:
                    "there is no PostgreSQL server to test with; run script/bootstrap, which installs the packages")
        }
        let parts = first.split(separator: " ")
        folder = String(parts[1])
        programs = String(parts[2])
    }

    deinit {
        close(orders)
        close(answers)
    }

    /// The address of a database.
    package func address(of database: String, user: String = "onelondon") -> String {
        let host = folder.replacing("/", with: "%2F")
        return "postgres://\(user)@\(host)/\(database)"
    }

    /// Makes an empty database and gives its address.
    package func makeDatabase() async throws -> String {
        let name = "test_" + UUID().uuidString.lowercased().replacing("-", with: "")
        try await query("CREATE DATABASE \(name)", in: "postgres")
        return address(of: name)
    }

    /// Removes a database, whoever is connected.
    package func remove(_ address: String) async throws {
        guard let name = address.split(separator: "/").last else { return }
        try await query("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", in: "postgres")
    }

    /// Runs SQL and gives its rows, values with `|` between.
    @discardableResult
    package func query(_ sql: String, in database: String) async throws -> [String] {
        let name = database.split(separator: "/").last.map(String.init) ?? database
        let command = [
            programs + "/psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", address(of: name), "-c", sql,
        ]
        return try await BlockingWork.run { try Self.output(command).split(separator: "\n").map(String.init) }
    }

    /// Ends the server at once, as a fallen machine would: nothing is written that was not yet.
    package func fall() async throws { try await BlockingWork.run { try self.order("fall") } }

    /// Starts the server again.
    package func start() async throws { try await BlockingWork.run { try self.order("start") } }

    private func order(_ word: String) throws {
        try turn.withLock { _ in
            let line = Array((word + "\n").utf8)
            guard write(orders, line, line.count) == line.count, Self.readLine(answers) == "done" else {
                throw Failure(description: "the PostgreSQL server did not \(word)")
            }
        }
    }

    private static let script = #"""
        trap '' INT TERM HUP
        programs=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1)
        [ -x "$programs/initdb" ] || programs=$(dirname "$(command -v initdb)") || exit 1
        # In memory where there is room: what falls in these tests is the server, not the machine.
        free=$(df -Pk /dev/shm 2> /dev/null | awk 'NR == 2 { print $4 }')
        if [ -n "$1" ]; then place=$1
        elif [ "${free:-0}" -gt 4000000 ] && [ -w /dev/shm ]; then place=/dev/shm
        else place=/tmp; fi
        folder=$(mktemp -d "$place/onelondon-postgres-XXXXXXXX") || exit 1
        log=$folder/log
        start() { "$programs/pg_ctl" -w -D "$folder/data" -l "$log" start > /dev/null 2>&1; }
        end() { "$programs/pg_ctl" -w -D "$folder/data" -m immediate stop > /dev/null 2>&1; }
        "$programs/initdb" -D "$folder/data" -U onelondon -A trust -E UTF8 --locale=C --no-sync > "$folder/initdb" 2>&1 ||
            { cat "$folder/initdb" >&2; rm -rf "$folder"; exit 1; }
        cat >> "$folder/data/postgresql.conf" << END
        listen_addresses = ''
        unix_socket_directories = '$folder'
        max_connections = 300
        shared_buffers = 128MB
        max_wal_size = 2GB
        END
        start || { cat "$log" >&2; rm -rf "$folder"; exit 1; }
        echo "ready $folder $programs"
        while read -r order; do
            case "$order" in
                fall) end ;;
                start) start ;;
            esac
            if [ $? -eq 0 ]; then echo done; else echo failed; fi
        done
        end
        rm -rf "$folder"
        """#

    /// PostgreSQL refuses to run as root.
    private static func command(_ place: String) -> [String] {
        let shell = ["/usr/bin/env", "LC_ALL=C", "setsid", "sh", "-c", script, "postgres-server", place]
        guard getuid() == 0 else { return shell }
        return ["/usr/bin/env", "setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] + shell
    }

    private static func startShell(_ place: String) throws -> (pid_t, Int32, Int32) {
        let (input, output) = (try pipe(), try pipe())
        let process = try spawn(command(place), input: input.read, output: output.write)
        close(input.read)
        close(output.write)
        return (process, input.write, output.read)
    }

    /// Runs a command to its end and gives what it wrote.
    private static func output(_ command: [String]) throws -> String {
        let output = try pipe()
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        let process = try spawn(command, input: nothing, output: output.write)
        close(nothing)
        close(output.write)
        var text: [UInt8] = []
        var byte = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(output.read, &byte, byte.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            text += byte.prefix(count)
        }
        close(output.read)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw Failure(description: "\(command[0]) ended with \(status)") }
        return String(decoding: text, as: UTF8.self)
    }

    /// A pipe that no program inherits that is started later.
    private static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard Foundation.pipe(&ends) == 0 else { throw Failure(description: "no pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func spawn(_ command: [String], input: Int32, output: Int32) throws -> pid_t {
        let process = ProgramStart.start(command) { actions in
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
            posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        }
        guard let process else { throw Failure(description: "\(command[0]) cannot be started") }
        return process
    }

    private static func readLine(_ descriptor: Int32) -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let count = read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return nil }
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
    }
}
