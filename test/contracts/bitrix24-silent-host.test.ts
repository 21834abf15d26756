// @vitest-environment happy-dom
// Apart from the host's other tests: the SDK greets a page once, and goes on waiting.
import { expect, test, vi } from 'vitest'
import { connectBitrix24 } from '../../crm-adapters/bitrix24/host.ts'

test('row 13: a portal that stays silent is given up after six seconds', async () => {
  vi.useFakeTimers()
  window.name = 'demo.example|1|sid'
  const postMessage = vi.fn()
  vi.stubGlobal('parent', { postMessage })
  const connecting = expect(connectBitrix24('https://demo.example')).rejects.toThrow(
    'did not answer within 6000 ms',
  )
  await vi.advanceTimersByTimeAsync(6_000)
  await connecting
  expect(postMessage).toHaveBeenCalledOnce()
})
