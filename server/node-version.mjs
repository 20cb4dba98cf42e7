// Loaded before anything else, in plain JavaScript that old versions can read too: without it a
// machine's own Node would stop at the first TypeScript file with an error about file endings.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `Waybill needs Node 24 or newer; this is ${process.version} (${process.execPath}).\n` +
      'Its npm scripts bring their own: run "npm ci" without --ignore-scripts and without --omit=dev,\n' +
      'or put a Node 24 first in the PATH.\n',
  )
  process.exit(1)
}
