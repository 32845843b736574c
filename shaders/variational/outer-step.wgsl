// What an outer step is told and what it changes, the same in every model: sums over the data, and the parameters of many starts.

struct Params {
  threads: u32,
  dimension: u32,
  // Data that were summed over.
  points: u32,
  // Starts of this launch, the first of them, and of all arrays by start.
  starts: u32,
  firstStart: u32,
  stride: u32,
  // Length of the step.
  rho: f32,
  // Least variance.
  floor: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
// [columns of the sums, starts of this launch]
@group(0) @binding(1) var<storage, read> totals: array<f32>;
// [rows of the model, stride]
@group(0) @binding(2) var<storage, read_write> theta: array<f32>;
// [2, stride]: bound and evidence per datum, nats, before the step
@group(0) @binding(3) var<storage, read_write> bounds: array<f32>;

fn meanOf(column: u32, unit: u32) -> f32 {
  return totals[column * params.starts + unit] / f32(params.points);
}
