/**
 * Tree-structured Parzen estimators: proposals where good trials are dense and bad ones are not;
 * and BOHB, which takes them by budgets.
 */
@NullMarked
package io.eagleray.search.tpe;

import org.jspecify.annotations.NullMarked;
