/** Has this browser asked whether it will ring: in a window of our own, for a frame of the CRM may not ask. */

/** Milliseconds between looks at whether the window was closed. */
const look = 500

/** What the browser gives, `blocked` when it opens no window, undefined when the person closes it again. */
export function askBrowser(language: string): Promise<unknown> {
  const opened = window.open(`/push/window?lang=${language}`, 'dealthread-push', 'popup,width=480,height=420')
  if (!opened) return Promise.resolve('blocked')
  return new Promise((resolve) => {
    const closed = setInterval(() => opened.closed && end(undefined), look)
    window.addEventListener('message', hear)

    function hear({ origin, source, data }: MessageEvent) {
      if (origin === location.origin && source === opened && data?.push) end(data.push)
    }

    function end(answer: unknown) {
      clearInterval(closed)
      window.removeEventListener('message', hear)
      resolve(answer)
    }
  })
}

/** What people call it: the browser and what it runs on, as far as it says. */
export function browserName(agent: string): string {
  const find = (names: [string, RegExp][]) => names.find(([, told]) => told.test(agent))?.[0]
  const browser = find([
    ['Яндекс Браузер', /YaBrowser\//],
    ['Edge', /Edg\//],
    ['Opera', /OPR\//],
    ['Samsung Internet', /SamsungBrowser\//],
    ['Firefox', /Firefox\//],
    ['Chrome', /Chrome\//],
    ['Safari', /Safari\//],
  ])
  const system = find([
    ['Android', /Android/],
    ['iPhone', /iPhone|iPad/],
    ['Windows', /Windows/],
    ['macOS', /Mac OS X/],
    ['Linux', /Linux/],
  ])
  return [browser ?? 'Browser', system].filter(Boolean).join(', ')
}
