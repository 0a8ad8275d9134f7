import SignetCore
import SignetCrypto
import SignetSQLite

/// Tries a key on the database that is there, in a process of the database's own account: what that
/// account put there is not root's to read.
enum KeyTrial {
  /// Throws where there is a database in `directory` that `master` does not open, or where that
  /// cannot be found out.
  static func require(_ master: SecretBytes, opens directory: String) throws(SetupError) {
    do throws(StoreError) {
      guard try SQLiteStore.exists(in: directory) else { return }
    } catch {
      throw .databaseUnknown(error, directory: directory)
    }
    let trial = ChildProgram(
      "/proc/self/exe", [TryKeyCommand.configuration.commandName ?? "", "--state-dir", directory])
    do throws(ChildFault) {
      _ = try trial.run(input: master)
    } catch .failed(_, .exit(TryKeyCommand.isAnother), _) {
      throw .keyIsAnother(directory: directory)
    } catch .failed(_, .exit, let complaint) where !complaint.isEmpty {
      throw .keyNotTried(complaint)
    } catch {
      throw .keyNotTried(error.message)
    }
  }
}
