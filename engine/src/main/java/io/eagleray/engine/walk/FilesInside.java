package io.eagleray.engine.walk;

import io.eagleray.run.CatalogEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files that the steps inside a step have got from the catalog, and put there. */
final class FilesInside {
  private final Map<String, CatalogEntry> put = new LinkedHashMap<>();
  private final Set<Content> everPut = new LinkedHashSet<>();
  private final Map<Content, CatalogEntry> got = new LinkedHashMap<>();

  private record Content(String name, String sha256) {
    static Content of(CatalogEntry file) {
      return new Content(file.name(), file.sha256());
    }
  }

  void add(List<CatalogEntry> files) {
    for (CatalogEntry file : files) {
      switch (file.direction()) {
        case PUT -> {
          put.remove(file.name());
          put.put(file.name(), file);
          everPut.add(Content.of(file));
        }
        case GET -> got.putIfAbsent(Content.of(file), file);
      }
    }
  }

  /** What they got that none of them had put. */
  List<CatalogEntry> gotFromOutside() {
    Map<Content, CatalogEntry> outside = new HashMap<>(got);
    outside.keySet().removeAll(everPut);
    return List.copyOf(outside.values());
  }

  /** What they got from outside, and what of theirs the catalog has now. */
  List<CatalogEntry> all() {
    List<CatalogEntry> files = new ArrayList<>(gotFromOutside());
    files.addAll(put.values());
    return files;
  }
}
