// The linear model s(x) = -a (x - b) over samples, with its gradient for training. A thread is a slab. Its weights are
// [a, b_1, …, b_d]. Twin: src/kernels/linear-pass.ts. MATHS.md 3.5.
import package::lib::threads::threadIndex;
import package::shape::dimension;
import package::train::samples::{fourSamples, params, weights};
@if(trains) import package::train::samples::slabs;
@if(!trains) import package::train::samples::writeScore;

override workgroupSize: u32 = 64;

@if(trains)
fn sumOf(four: vec4f) -> f32 {
  return (four.x + four.y) + (four.z + four.w);
}

@compute @workgroup_size(workgroupSize)
fn linearPass(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let slab = threadIndex(group, groups, local, workgroupSize);
  let begin = params.firstSample + slab * params.span;
  let end = min(begin + params.span, params.lastSample);
  let a = weights[params.firstWeight];
  @if(trains) var loss = vec4f(0.0);
  @if(trains) var slope = vec4f(0.0);
  @if(trains) var shift = array<vec4f, dimension>();
  for (var first = begin; first < end; first += 4u) {
    let four = fourSamples(first, end);
    for (var j = 0u; j < dimension; j++) {
      let away = four.x[j] - weights[params.firstWeight + 1u + j];
      let said = -a * away;
      @if(!trains) writeScore(first, end, j, said);
      @if(trains) {
        let residual = said - four.wanted[j];
        loss += four.share * 0.5 * residual * residual;
        slope -= four.share * residual * away;
        shift[j] += four.share * residual * a;
      }
    }
  }
  @if(trains) {
    if begin < end {
      let at = slab * (dimension + 2u);
      slabs[at] = sumOf(slope);
      for (var j = 0u; j < dimension; j++) {
        slabs[at + 1u + j] = sumOf(shift[j]);
      }
      slabs[at + dimension + 1u] = sumOf(loss);
    }
  }
}
