/** Pictures of forms (assets), fetched as the signed-in official and kept as addresses of the tab. */
import { download } from '../api/request'

export interface Drawing {
  width: number
  height: number
  paths: readonly { commands: readonly (readonly [string, ...number[]])[]; fill: string; rule: string; stroke: string; width: number }[]
}

const kept = new Map<string, Promise<string>>()

/** An address that an image element of this page can show; it never changes for an asset. */
export function pictureAddress(asset: string): Promise<string> {
  const known = kept.get(asset)
  if (known) return known
  const fetched = download(`/forms/assets/${asset}`).then(async (content) => URL.createObjectURL(content.type.includes('json') ? await drawn(content) : content))
  kept.set(asset, fetched)
  fetched.catch(() => kept.delete(asset)) // asked again when it is painted again
  return fetched
}

async function drawn(content: Blob): Promise<Blob> {
  return new Blob([drawingAsSvg(JSON.parse(await content.text()) as Drawing)], { type: 'image/svg+xml' })
}

/** A drawing, which came in as SVG and is stored as bare paths, as a picture of its own. */
export function drawingAsSvg({ width, height, paths }: Drawing): string {
  const shapes = paths.map(({ commands, fill, rule, stroke, width: thickness }) => {
    const d = commands.map(([letter, ...values]) => letter + values.map(Number).join(' ')).join('')
    const line = stroke && thickness ? ` stroke="${colour(stroke)}" stroke-width="${Number(thickness)}"` : ''
    return `<path d="${d}" fill="${colour(fill)}"${rule === 'evenodd' ? ' fill-rule="evenodd"' : ''}${line}/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Number(width)} ${Number(height)}" width="${Number(width)}mm" height="${Number(height)}mm" preserveAspectRatio="none">${shapes.join('')}</svg>`
}

const colour = (value: string): string => (/^#[0-9a-f]{6}$/.test(value) ? value : 'none')
