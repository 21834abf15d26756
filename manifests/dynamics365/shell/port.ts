/** One side of the talk with a framed page that has knocked. */
import { type Asked, protocol, type Told, type Welcome } from '../../../crm-adapters/dynamics365/frame.ts'

export interface Talk {
  tell(message: Told): void
  /** Says so to the page, and closes. */
  end(): void
}

/** What the page may ask for; each looks at what it is given itself. */
interface Answering {
  fit(height: unknown): Promise<number>
  people(): Promise<{ id: string; name: string }[]>
  record(record: unknown): void
  page(url: unknown): void
  badge(count: unknown): void
}

export function port(page: Window, origin: string, answering: Answering): Talk {
  const { port1: ours, port2: theirs } = new MessageChannel()
  ours.onmessage = ({ data }: MessageEvent<Asked | null>) => hear(data)
  const welcome: Welcome = { dealthread: 'welcome', protocol }
  page.postMessage(welcome, origin, [theirs])

  function hear(asked: Asked | null) {
    switch (asked?.ask) {
      case 'fit':
        answer(asked.key, answering.fit(asked.height))
        break
      case 'people':
        answer(asked.key, answering.people())
        break
      case 'record':
        answering.record(asked.record)
        break
      case 'page':
        answering.page(asked.url)
        break
      case 'badge':
        answering.badge(asked.count)
        break
      case 'end':
        ours.close()
        break
    }
  }

  function answer(key: number, answered: Promise<number | { id: string; name: string }[]>) {
    answered.then(
      (value) => tell({ tell: 'answer', key, value }),
      (error: unknown) => tell({ tell: 'refusal', key, reason: String(error) }),
    )
  }

  function tell(message: Told) {
    ours.postMessage(message)
  }

  return {
    tell,
    end() {
      tell({ tell: 'end' })
      ours.close()
    },
  }
}
