import { findWebKit } from '../../web/build/programs.js';
import { smoke } from './smoke.js';
import { startWebKit } from './webkit.js';

smoke('WebKitGTK', startWebKit, findWebKit() ? undefined : 'no WebKitGTK here: WebKitWebDriver (variable WEBKIT_DRIVER) with MiniBrowser, xvfb-run and xauth');
