/** Pictures of forms (assets), fetched as the signed-in official and kept as addresses of the tab. */
import { download } from '../api/request'

const kept = new Map<string, Promise<string>>()

/** An address that an image element of this page can show. */
export function pictureAddress(asset: string): Promise<string> {
  const known = kept.get(asset)
  if (known) return known
  const fetched = download(`/forms/assets/${asset}`).then((content) => URL.createObjectURL(content))
  kept.set(asset, fetched)
  fetched.catch(() => kept.delete(asset)) // asked again when it is painted again
  return fetched
}
