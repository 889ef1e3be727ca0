package io.eagleray.engine.task.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookCodeTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private String code(String notebook) throws IOException {
    return NotebookCode.of(Files.writeString(folder.resolve("n.ipynb"), notebook));
  }

  private String ofFour(String source, String output) throws IOException {
    return code(
        """
        {"nbformat": 4, "cells": [{"cell_type": "code", "metadata": {}, "source": %s, "outputs": [%s]},
                                  {"cell_type": "markdown", "source": "%s"}]}
        """
            .formatted(source, output, output));
  }

  private String ofThree(String source) throws IOException {
    return code(
        """
        {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": "%s"}]}]}
        """
            .formatted(source));
  }

  @Test
  void whatItsCodeCellsSayCountsAndNotWhatTheyPrinted() throws IOException {
    assertThat(ofFour("\"x = 1\\ny = 2\"", "1"))
        .isEqualTo(ofFour("[\"x = 1\\n\", \"y = 2\"]", "2"))
        .isNotEqualTo(ofFour("\"x = 2\"", "1"));
  }

  @Test
  void whatCellsOfAnOlderFormatSayCountsToo() throws IOException {
    assertThat(ofThree("x = 1")).isEqualTo(ofThree("x = 1")).isNotEqualTo(ofThree("x = 2"));
  }
}
