/** Where a picture lies under a page. */
import type { Background } from '../template/types'

interface Picture {
  sha256: string
  widthMm: number
  heightMm: number
}

const NEAR = 5 // mm: the page of a PDF that is of the paper's size lies on it as it is

/** A new picture lies where the old one did; the first one is as large as the paper allows. */
export function fitted({ sha256, widthMm, heightMm }: Picture, [width, height]: readonly [number, number], before?: Background): Background {
  if (before) return { ...before, asset: sha256 }
  const isNear = Math.abs(widthMm - width) < NEAR && Math.abs(heightMm - height) < NEAR
  const scale = isNear ? 1 : Math.min(width / widthMm, height / heightMm)
  const rounded = (length: number): number => Math.round(length * scale * 100) / 100
  return { asset: sha256, x: 0, y: 0, w: rounded(widthMm), h: rounded(heightMm), printed: 'never' }
}
