/** Texts that only the CRM has are asked for by code that hardly any company needs: it comes with the first of them. */
import { later } from '../parts/later.tsx'

export const TextElsewhere = later(async () => (await import('../elsewhere/TextElsewhere.tsx')).TextElsewhere)
export const LineElsewhere = later(async () => (await import('../elsewhere/TextElsewhere.tsx')).LineElsewhere)
