import type { CancellationToken } from 'vscode';
import {
  FixFinding,
  GetModelView,
  GetSample,
  type FixFindingParams,
  type ModelView,
  type ModelViewParams,
  type PreviewSample,
} from '../../protocol/preview';
import {
  EditRecord,
  FindRecord,
  FollowRecord,
  ListRecordTemplates,
  ReleaseRecord,
  type EditRecordParams,
  type EditRecordResult,
  type FindRecordParams,
  type FindRecordResult,
  type FollowedRecord,
  type RecordPlace,
  type RecordRef,
  type RecordTemplate,
} from '../../protocol/records';
import type { Server } from '../server';

/** What the server can be asked about single records. Undefined everywhere: it doesn't run, it failed, or the request was cancelled. */
export class Records {
  constructor(private readonly server: Server) {}

  follow(uri: string, at: RecordPlace): Promise<FollowedRecord | null | undefined> {
    return this.server.request(FollowRecord.method, { uri, at });
  }

  release(ref: RecordRef): void {
    this.server.notify(ReleaseRecord.method, ref);
  }

  find(params: FindRecordParams, cancel: CancellationToken): Promise<FindRecordResult | undefined> {
    return this.server.request(FindRecord.method, params, cancel);
  }

  sample(ref: RecordRef): Promise<PreviewSample | null | undefined> {
    return this.server.request(GetSample.method, ref);
  }

  model(params: ModelViewParams, cancel: CancellationToken): Promise<ModelView | null | undefined> {
    return this.server.request(GetModelView.method, params, cancel);
  }

  edit(params: EditRecordParams): Promise<EditRecordResult | undefined> {
    return this.server.request(EditRecord.method, params);
  }

  fix(params: FixFindingParams): Promise<EditRecordResult | undefined> {
    return this.server.request(FixFinding.method, params);
  }

  templates(uri: string): Promise<readonly RecordTemplate[] | undefined> {
    return this.server.request(ListRecordTemplates.method, { uri });
  }
}
