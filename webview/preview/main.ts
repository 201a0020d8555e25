import { startView } from '../ui/startView';
import { TunesetPreview } from './app';
import { ConnectedHost } from './host';

const { vscode, connection, data } = startView();
const host = new ConnectedHost(connection, vscode, (panel) => (view.panel = panel), data('unsaved'));
const view = new TunesetPreview(host);
document.body.append(view);
void host.ready();
