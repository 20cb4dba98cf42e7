// The container's health check: whether this process answers that it is alive.
const { PORT = '8080' } = process.env
const reply = await fetch(`http://127.0.0.1:${PORT}/healthz`).catch(() => null)
process.exit(reply?.ok ? 0 : 1)
