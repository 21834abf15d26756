// An application's frame, and the protocol it speaks with the page around it.
import { commands } from './commands.js'
import { made, viewer } from './viewer.js'

// Opens a frame in `place` the way a portal does: an empty one with a telling name, into which a form is posted.
export function openFrame(place, opened, { placement = opened.init.PLACEMENT, close } = {}) {
  const frame = made('<iframe class="app-frame" scrolling="no" allow="clipboard-write; microphone"></iframe>')
  frame.name = opened.name
  place.append(frame)

  const form = made('<form method="post" hidden></form>')
  form.action = opened.url
  form.target = opened.name
  for (const [name, value] of Object.entries(opened.form)) {
    const field = made('<input type="hidden">')
    Object.assign(field, { name, value })
    form.append(field)
  }
  document.body.append(form)
  form.submit()
  form.remove()

  listen({ frame, opened, placement, close, init: opened.init, sid: opened.sid })
  return frame
}

function listen(app) {
  const origin = new URL(app.opened.url).origin

  addEventListener('message', function hear(event) {
    if (!app.frame.isConnected) return removeEventListener('message', hear)
    if (event.origin !== origin || viewer.silent) return
    const said = parsed(event.data)
    if (said?.sid !== app.sid) return
    const answer = (value) => {
      const json = value === undefined ? '' : JSON.stringify(value)
      app.frame.contentWindow?.postMessage(`${said.callback}:${json}`, origin)
    }
    // As in a portal: what is unknown is not answered.
    const command = Object.hasOwn(commands, said.command) ? commands[said.command] : undefined
    command?.({ ...app, params: said.params, answer })
  })
}

// `command[:json]:callback:sid`, or the same as an object for commands that have a colon in their names.
function parsed(data) {
  if (typeof data === 'object' && data !== null) {
    return { command: data.method, params: data.params ?? {}, callback: data.callback, sid: data.appSid }
  }
  const parts = String(data).split(':')
  if (parts.length < 3) return undefined
  const [command, ...rest] = parts
  const sid = rest.pop()
  const callback = rest.pop()
  try {
    return { command, callback, sid, params: rest.length > 0 ? JSON.parse(rest.join(':')) : {} }
  } catch {
    return undefined
  }
}
