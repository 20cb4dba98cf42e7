import { type CommandLine, readCommandLine, UsageError, usage } from './command-line.ts'
import { createEmulator } from './emulator.ts'

const commandLine = readOrExit(process.argv.slice(2))
if (commandLine.help) {
  process.stdout.write(usage)
} else {
  await run(commandLine).catch((error: Error) => {
    process.stderr.write(`emulator: ${error.message}\n`)
    process.exitCode = 1
  })
}

async function run({ host, port, controlPort, ...given }: CommandLine): Promise<void> {
  const emulator = createEmulator(given.emulator)
  const gateway = await emulator.listen(port, host)
  const control = await emulator.control.listen(controlPort, host).catch(async (error) => {
    await gateway.close()
    throw error
  })
  const lines = [
    `Gateway: ${gateway.url}`,
    `Control: ${control.url}`,
    `AccessKeyId: ${given.accessKeyId}`,
    `AccessKeySecret: ${given.accessKeySecret}`,
    ...(given.securityToken ? [`SecurityToken: ${given.securityToken}`] : []),
    `${emulator.world.count()} jobs`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)

  const stop = () => {
    void Promise.all([gateway.close(), control.close()])
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function readOrExit(args: string[]): CommandLine {
  try {
    return readCommandLine(args)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`emulator: ${error.message}\nTry --help.\n`)
    process.exit(2)
  }
}
