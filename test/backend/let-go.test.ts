import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { onEveryStore } from '../stores.ts'
import { people, world } from '../world.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

onEveryStore((stores) => {
  test('a backend that has been closed holds no memory, whatever it did before', async () => {
    const parts = await closedAgain()
    const isGone = () => {
      collectGarbage()
      return parts.deref() === undefined
    }
    await expect.poll(isGone).toBe(true)
  })

  async function closedAgain() {
    const w = await world(stores)
    const url = await w.listen()
    const manager = await w.open(people.manager)
    await manager.say('Слот держим до пятницы')
    await fetch(`${url}/metrics`)
    const parts = new WeakRef(w.parts)
    await w.stop()
    return parts
  }
})
