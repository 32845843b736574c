// What is expensive to make and the same for as long as what it is made of.

/** `make`, called once for each key; what it made is forgotten with the key. */
export function once<K extends object, V extends object>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
