import { startView } from '../ui/startView';
import { TunesetRuns } from './app';
import { RunsHost } from './host';

const { vscode, connection } = startView();
const host = new RunsHost(connection, vscode, (state) => (view.runs = state));
const view = new TunesetRuns(host);
document.body.append(view);
void host.ready();
