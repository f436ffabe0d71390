/* Reads one file and parses it with libjansson: what repllint's time for one file is held against. */
#include <jansson.h>
#include <stdio.h>

int main(int argc, char **argv) {
  json_error_t error;
  json_t *root = argc > 1 ? json_load_file(argv[1], JSON_DECODE_ANY, &error) : NULL;
  if (!root) {
    fprintf(stderr, "parse: %s\n", argc > 1 ? error.text : "no file");
    return 1;
  }
  json_decref(root);
  return 0;
}
