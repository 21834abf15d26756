/** A file of Disk, for those who may read it. */
import { html } from 'hono/html'
import { personCalled } from '../world.ts'
import { layout } from './layout.ts'
import { field, type Html, personLink } from './parts.ts'
import type { Viewer } from './viewer.ts'

export function documentPage(viewer: Viewer, id: number): Html | undefined {
  const { world, person, say } = viewer
  const file = world.disk.find((one) => one.id === id && one.type === 'file' && !one.deletedAt)
  const mayRead = person.admin || file?.author === person.id || file?.readers.includes(`U${person.id}`)
  if (!file || !mayRead) return undefined
  const folder = world.disk.find((one) => one.id === file.parent)
  const author = personCalled(world, file.author)
  return layout(
    viewer,
    file.name,
    html`<div class="head"><h1 id="pagetitle">${file.name}</h1></div>
      <section class="panel narrow">
        <dl>
          ${folder ? field(say.folder, folder.name) : ''}
          ${field(say.size, `${file.bytes.length.toLocaleString(viewer.lang)} B`)}
          ${author ? field(say.setBy, personLink(viewer, author)) : ''}
        </dl>
      </section>`,
  )
}
