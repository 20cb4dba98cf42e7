import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, onTestFinished, test } from 'vitest'
import { createFakeServer } from '../testing/fake-server.ts'
import { renderApp } from '../testing/render-app.tsx'

/** As our server marks the page that it hands out. */
function serve(marks: Record<string, string>) {
  for (const [name, content] of Object.entries(marks)) {
    const meta = Object.assign(document.createElement('meta'), { name, content })
    document.head.append(meta)
    onTestFinished(() => meta.remove())
  }
}

async function openPage(build: string) {
  const server = createFakeServer()
  renderApp('/jobs', server.fetch, { streams: true })
  await waitFor(() => expect(server.asked).toContain('/api/events'))
  const say = (served: string) =>
    server.events.send('sync', { connections: [server.connection], build: served })
  return { server, say: () => say(build), sayOther: say }
}

const offer = () => screen.queryByText('Another version of Waybill is out.')

test('a page of the same build says nothing; of another, it offers a reload and does nothing', async () => {
  serve({ 'waybill-build': 'one' })
  const { say, sayOther } = await openPage('one')
  say()
  expect(offer()).toBeNull()
  sayOther('two')
  await waitFor(() => expect(offer()).not.toBeNull())
  expect(screen.getByRole('button', { name: 'Reload' })).toBeDefined()
  sayOther('one')
  await waitFor(() => expect(offer()).toBeNull())
})

test('put off, it is silent until there is yet another one', async () => {
  serve({ 'waybill-build': 'one' })
  const user = userEvent.setup()
  const { sayOther } = await openPage('one')
  sayOther('two')
  await waitFor(() => expect(offer()).not.toBeNull())
  await user.click(screen.getByRole('button', { name: 'Later' }))
  expect(offer()).toBeNull()
  sayOther('three')
  await waitFor(() => expect(offer()).not.toBeNull())
})

test('a page that does not know its build, as in development, has nothing to compare', async () => {
  const { server, sayOther } = await openPage('one')
  sayOther('two')
  await waitFor(() => expect(server.asked.length).toBeGreaterThan(0))
  expect(offer()).toBeNull()
})

test('below a sub path the page asks there, and its links lead there', async () => {
  serve({ 'waybill-base': '/waybill' })
  const asked: string[] = []
  const server = createFakeServer()
  renderApp('/waybill/jobs?status=running', async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, 'http://waybill.test')
    asked.push(url.pathname)
    url.pathname = url.pathname.replace(/^\/waybill/, '')
    return server.fetch(url, init)
  })
  await waitFor(() => expect(asked).toContain('/waybill/api/facets'))
  expect(asked.filter((path) => !path.startsWith('/waybill/api/'))).toEqual([])
  const links = screen.getAllByRole('link').map((link) => link.getAttribute('href') ?? '')
  expect(links.length).toBeGreaterThan(1)
  expect(links.filter((href) => !/^(#|\/waybill\/)/.test(href))).toEqual([])
})
