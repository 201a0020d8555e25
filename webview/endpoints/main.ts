import { startView } from '../ui/startView';
import { TunesetEndpoints } from './app';
import { EndpointsHost } from './host';

const { vscode, connection } = startView();
const host = new EndpointsHost(connection, vscode, (state) => view.take(state));
const view = new TunesetEndpoints(host);
document.body.append(view);
void host.ready();
