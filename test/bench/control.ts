/** What a form in Dynamics loads of ours before the card itself. */
import { bundles } from '../../manifests/dynamics365/build/bundles.ts'
import { gzipped, LARGEST } from '../../manifests/dynamics365/build/gates.ts'
import { atMost, type Figure } from './figure.ts'

export async function control(): Promise<Figure[]> {
  const built = await bundles('')
  const ours = gzipped(built.control) / 1024
  return [atMost(1, { name: 'Dynamics control JavaScript, gzip', unit: 'KB', ours, limit: LARGEST / 1024 })]
}
