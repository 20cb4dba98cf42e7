import { spawn } from 'node:child_process'

// `npm run dev`: the demo's server, restarted when a file of it changes, and Vite in front of it.
const commands = [
  ['node', '--watch', 'server/demo.ts'],
  ['vite', '--clearScreen', 'false'],
]
const children = commands.map(([command = '', ...args]) =>
  spawn(command, args, { stdio: 'inherit' }),
)
const stop = () => {
  for (const child of children) child.kill()
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
for (const child of children) child.on('exit', stop)
