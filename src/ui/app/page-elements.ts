// The elements that a lab's page places.
import '../controls/file-buttons';
import '../controls/param-panel';
import '../controls/point-loader';
import '../controls/run-controls';
import '../controls/run-scrubber';
import '../controls/seed-field';
import '../controls/view-options';
import '../views/about-text';
import '../views/bars-plot';
import '../views/claims-table';
import '../views/draw-layer';
import '../views/histogram-plot';
import '../views/image-sheet';
import '../views/main-canvas';
import '../views/spectrum-plot';
import '../views/stability-map';
import '../views/xy-plot';
