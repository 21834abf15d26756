export interface Soon {
  (company: string): void
  /** Resolves when nothing is being done. */
  idle(): Promise<void>
}

interface Turn {
  again: boolean
  done: Promise<void>
}

/** Does something for a company as soon as may be, never twice at a time; asked meanwhile, it does it once more. */
export function soon(act: (company: string) => Promise<void>, failed: (error: unknown) => void): Soon {
  const busy = new Map<string, Turn>()

  async function run(company: string) {
    try {
      do {
        turnOf(company).again = false
        await act(company)
      } while (turnOf(company).again)
    } catch (error) {
      failed(error)
    } finally {
      busy.delete(company)
    }
  }

  function turnOf(company: string): Turn {
    const turn = busy.get(company) ?? { again: false, done: Promise.resolve() }
    busy.set(company, turn)
    return turn
  }

  function ask(company: string) {
    if (busy.has(company)) turnOf(company).again = true
    else turnOf(company).done = run(company)
  }

  async function idle() {
    while (busy.size > 0) await Promise.all([...busy.values()].map(({ done }) => done))
  }

  return Object.assign(ask, { idle })
}
