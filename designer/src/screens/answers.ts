/** Shapes of the API's answers as the screens pass them on, and what a refusal says. */
import type { FormRegressionResult, FormUsesResult, PrinterOffsetsResult, PublishFormResult, ReadFormWorkbookResult, ReadyFormsResult } from '../api/operations'

export type FormUse = NonNullable<FormUsesResult['formUses']>[number]
export type ReadyForm = NonNullable<ReadyFormsResult['readyForms']>[number]
export type TemplateFault = Pick<Extract<PublishFormResult['publishForm'], { __typename: 'InvalidTemplate' }>['faults'][number], 'place' | 'message'>
export type AlertToConfirm = Extract<PublishFormResult['publishForm'], { __typename: 'NeedsConfirmation' }>['alerts'][number]
export type WorkbookForm = Extract<ReadFormWorkbookResult['readFormWorkbook'], { __typename: 'WorkbookForm' }>
export type PrinterOffset = NonNullable<PrinterOffsetsResult['printerOffsets']>['nodes'][number]
export type RegressionLine = NonNullable<FormRegressionResult['formRegression']>[number]

/** A side of a comparison, or what to go back to. */
export type CompareSide = { draft: true } | { revisionId: string } | { versionId: string }

/** What a mutation answered, as far as every one of them does. */
export interface Answered {
  __typename: string
  message?: string
}

/** What a refusal says; empty when it was not refused. */
export const refusalOf = (answered: Answered): string => answered.message ?? ''
