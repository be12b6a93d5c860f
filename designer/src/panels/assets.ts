/** Pictures of forms: sent once, named by what they are, shown with the official's right to read. */
import { addFormAssetMutation, type AddFormAssetResult } from '../api/operations'
import { download, upload } from '../api/request'

export type FormAsset = Extract<AddFormAssetResult['addFormAsset'], { sha256: string }>

/** Send a picture, a drawing or a page of a PDF; a refusal is thrown with its message. */
export async function sendAsset(file: File, page?: number): Promise<FormAsset> {
  const input = { file, ...(page ? { page } : {}) }
  const { addFormAsset: made } = await upload(addFormAssetMutation, { input }, file)
  if ('sha256' in made) return made
  throw new Error(made.message)
}

export interface Drawing {
  width: number
  height: number
  paths: { commands: [string, ...number[]][]; fill: string; rule: string; stroke: string; width: number }[]
}

export type Shown = { url: string } | { drawing: Drawing }

const shown = new Map<string, Promise<Shown>>()

/** What to show of an asset; fetched once, it never changes. */
export function assetToShow(sha256: string): Promise<Shown> {
  let asked = shown.get(sha256)
  if (!asked) {
    asked = download(`/forms/assets/${sha256}`).then(async (blob) =>
      blob.type.includes('json') ? { drawing: JSON.parse(await blob.text()) as Drawing } : { url: URL.createObjectURL(blob) },
    )
    shown.set(sha256, asked)
    asked.catch(() => shown.delete(sha256))
  }
  return asked
}

/** The commands of a path as SVG writes them. */
export const pathText = (commands: Drawing['paths'][number]['commands']): string => commands.map(([letter, ...numbers]) => letter + numbers.join(' ')).join('')
