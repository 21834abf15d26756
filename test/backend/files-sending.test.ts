import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { filesOf } from '../../backend/files/files.ts'
import { newId } from '../../backend/ids.ts'
import { onEveryStore } from '../stores.ts'
import { type FilesWorld, filesWorld } from './files-fixture.ts'

onEveryStore((stores) => {
  let world: FilesWorld
  beforeEach(async () => {
    world = await filesWorld(stores)
  })
  afterEach(() => world.close())

  describe('sending files with a message', () => {
    const shown = async (messages: string[]) => {
      const found = await world.store.read('north', (r) => filesOf(r, messages))
      return [...found].map(([message, files]) => [message, files.map((file) => file.name)])
    }

    test('shows them in the order they were named', async () => {
      const [a, b, c] = [await named('a'), await named('b'), await named('c')]
      const first = await world.send([c, a])
      const second = await world.send([b])
      const none = newId()
      expect(new Map((await shown([first.id, second.id, none])) as [string, string[]][])).toEqual(
        new Map([
          [first.id, ['c', 'a']],
          [second.id, ['b']],
        ]),
      )
    })

    test('the same message again does not send them twice', async () => {
      const [id, file] = [newId(), await named('a')]
      await world.send([file], { id })
      await world.send([file], { id })
      expect(await shown([id])).toEqual([[id, ['a']]])
    })

    test.each([
      ['somebody else’s', 'not_found', async () => [await named('a', { person: '8' })]],
      [
        'one for another thread',
        'not_found',
        async () => [await named('a', { thread: world.threads.quiet })],
      ],
      ['one that is not there', 'not_found', async () => [await named('a'), newId()]],
      ['one that was sent', 'bad_request', async () => [(await sentBefore()).file]],
      ['one twice', 'bad_request', async () => Array(2).fill(await named('a'))],
      ['eleven', 'too_many_files', async () => Promise.all(Array.from({ length: 11 }, () => named('a')))],
    ] as const)('%s: refused, and nothing is sent', async (_, reason, make) => {
      const ids = await make()
      const id = newId()
      await expect(world.send(ids, { id })).rejects.toMatchObject({ reason })
      expect((await world.rows()).filter((row) => row.message === id)).toEqual([])
    })

    test('ten are sent', async () => {
      const ten = await Promise.all(Array.from({ length: 10 }, (_, n) => named(`${n}`)))
      const { id } = await world.send(ten)
      expect(await shown([id])).toEqual([[id, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']]])
    })

    const named = async (name: string, given = {}) => (await world.uploaded('x', { name, ...given })).id
    async function sentBefore() {
      const file = await named('a')
      return { file, message: await world.send([file]) }
    }
  })
})
