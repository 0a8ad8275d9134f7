import ArgumentParser

/// The noun `rotation`.
struct RotationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotation",
    abstract: "A rotation in its grace window: show, finish, reschedule, rollback.",
    subcommands: [
      ShowRotation.self, FinishRotation.self, RescheduleRotation.self, RollBackRotation.self,
    ])
}
