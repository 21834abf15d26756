import type { Settings } from '../settings.ts'
import { alone, type Bus } from './bus.ts'
import { busOver } from './bus-line.ts'

export interface BusMeans {
  /** What the nodes of this installation, and no others, find each other by. */
  channel: string
  failed(error: unknown): void
}

/** The line the settings ask for: none where there can be one node only. Their drivers are loaded when they are needed. */
export async function openBus(
  { BUS_URL, DATABASE_URL }: Pick<Settings, 'BUS_URL' | 'DATABASE_URL'>,
  { channel, failed }: BusMeans,
): Promise<Bus> {
  const url = BUS_URL ?? DATABASE_URL
  if (!url) return alone
  if (url.startsWith('postgres')) {
    const { postgresLine } = await import('./bus-postgres.ts')
    return busOver(postgresLine(url, channel), { failed })
  }
  const { natsLine } = await import('./bus-nats.ts')
  return busOver(await natsLine(url, channel), { failed })
}
